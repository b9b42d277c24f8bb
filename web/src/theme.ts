export type Theme = "auto" | "light" | "dark";
const KEY = "unjam.theme";

export function keptTheme(): Theme {
  try {
    const kept = localStorage.getItem(KEY);
    return kept === "light" || kept === "dark" ? kept : "auto";
  } catch {
    return "auto";
  }
}

export function applyTheme(theme: Theme): void {
  if (theme === "auto") delete document.documentElement.dataset["theme"];
  else document.documentElement.dataset["theme"] = theme;
  try {
    localStorage.setItem(KEY, theme);
  } catch (reason) {
    console.info("The theme is not kept: storage is switched off.", reason);
  }
}

/** The colours of the page at this moment, for what is drawn on a canvas. */
export function colours() {
  const style = getComputedStyle(document.documentElement);
  const of = (name: string) => style.getPropertyValue("--" + name).trim();
  return {
    text: of("text"), muted: of("muted"), line: of("line"), grid: of("grid"), panel: of("panel"), accent: of("accent"),
    critical: of("critical"), warning: of("warning"), good: of("good"), shade: of("shade"), shadeWarning: of("shade-warning"), pool: of("pool"),
    series: [of("s1"), of("s2"), of("s3"), of("s4"), of("s5"), of("s6")],
    mono: of("mono"), sans: of("sans"), onFill: of("on-fill"),
  };
}
