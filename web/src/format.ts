/** A duration as a person reads it: three digits at most, always with its unit. */
export function duration(seconds: number | null | undefined): string {
  if (seconds === null || seconds === undefined || !Number.isFinite(seconds)) return "–";
  if (seconds <= 0) return "0 s";
  if (seconds < 0.0995) return `${trim(seconds * 1000, seconds < 0.00995 ? 1 : 0)} ms`;
  if (seconds < 0.9995) return `${Math.round(seconds * 1000)} ms`;
  if (seconds < 9.995) return `${seconds.toFixed(2)} s`;
  if (seconds < 99.95) return `${seconds.toFixed(1)} s`;
  if (seconds < 600) return `${Math.floor(seconds / 60)} min ${Math.round(seconds % 60)} s`;
  if (seconds < 5400) return `${Math.round(seconds / 60)} min`;
  return `${(seconds / 3600).toFixed(1)} h`;
}

function trim(value: number, digits: number): string {
  return value.toFixed(digits).replace(/\.0$/, "");
}

export function percent(ratio: number | null | undefined): string {
  if (ratio === null || ratio === undefined) return "–";
  const value = ratio * 100;
  return `${value < 9.95 && value > 0 ? value.toFixed(1) : Math.round(value)} %`;
}

export function count(value: number | null | undefined): string {
  return value === null || value === undefined ? "–" : value.toLocaleString("en", { maximumFractionDigits: 0 }).replace(/,/g, "\u2009");
}

export function megabytes(bytes: number): string {
  return `${(bytes / 1048576).toFixed(bytes < 10485760 ? 1 : 0)} MB`;
}

/** The time of day in the reader's zone, to the second or its tenth. */
export function clock(at: number, tenths = false): string {
  const date = new Date(at * 1000);
  const rest = tenths ? "." + Math.floor(date.getMilliseconds() / 100) : "";
  return [date.getHours(), date.getMinutes(), date.getSeconds()].map((part) => String(part).padStart(2, "0")).join(":") + rest;
}

export function plural(number: number, one: string, many = one + "s"): string {
  return `${count(number)} ${number === 1 ? one : many}`;
}
