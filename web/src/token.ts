// The token comes in the fragment, which no server and no log sees; it is kept for the tab and taken out of the address bar.
const KEY = "unjam.token";

export function takeToken(): string | null {
  const parts = new URLSearchParams(location.hash.slice(1));
  const given = parts.get("token");
  if (given) {
    keepToken(given);
    parts.delete("token");
    showFragment(parts);
    return given;
  }
  try {
    return sessionStorage.getItem(KEY);
  } catch {
    return null; // storage is switched off: the token lasts as long as the page
  }
}

export function keepToken(token: string): void {
  try {
    sessionStorage.setItem(KEY, token);
  } catch (reason) {
    console.info("The token is not kept beyond this page: storage is switched off.", reason);
  }
}

export function chosenTarget(): string | null {
  const key = new URLSearchParams(location.hash.slice(1)).get("target");
  return key !== null && /^\d+-\d+$/.test(key) ? key : null;
}

export function showTarget(key: string): void {
  showFragment(new URLSearchParams({ target: key }));
}

function showFragment(parts: URLSearchParams): void {
  const text = parts.toString();
  history.replaceState(null, "", location.pathname + location.search + (text ? "#" + text : ""));
}
