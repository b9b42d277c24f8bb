// One polite live region for the whole page; what comes in a hurry is said once, at its end.
let region: HTMLElement | null = null;
let timer = 0;

export function announceIn(element: HTMLElement | null): void {
  region = element;
}

export function announce(text: string, delay = 350): void {
  clearTimeout(timer);
  timer = window.setTimeout(() => {
    if (region && region.textContent !== text) region.textContent = text;
  }, delay);
}
