import type { Severity, Target } from "./document";

/** A state as a person sees it: a sign, a word and a tone. The sign and the word carry it; the colour only adds. */
export interface Look {
  tone: "critical" | "warning" | "good" | "quiet";
  sign: string;
  word: string;
}

export function lookOfSeverity(severity: Severity): Look {
  if (severity === "critical") return { tone: "critical", sign: "✖", word: "Critical" };
  if (severity === "warning") return { tone: "warning", sign: "▲", word: "Warning" };
  return { tone: "quiet", sign: "●", word: "Note" };
}

export function lookOf(target: Target): Look {
  if (target.state === "refused") return { tone: "warning", sign: "⊘", word: "Not watched" };
  if (target.state === "gone") return { tone: "quiet", sign: "◌", word: "Gone" };
  if (target.state === "attaching" || target.verdict === null) return { tone: "quiet", sign: "…", word: "Attaching" };
  if (target.worst && target.verdict === "findings") return lookOfSeverity(target.worst.severity);
  if (target.verdict === "healthy") return { tone: "good", sign: "✔", word: "Healthy" };
  return { tone: "quiet", sign: "?", word: "Inconclusive" };
}

/** The worst first. */
export function rank(target: Target): number {
  if (target.state === "gone") return 9;
  if (target.verdict === "findings" && target.worst) return { critical: 0, warning: 1, info: 4 }[target.worst.severity];
  if (target.state === "refused") return 2;
  return target.verdict === "inconclusive" ? 3 : target.verdict === "healthy" ? 5 : 6;
}
