import type { Level, RiskMethod } from "@/lib/domain/risks/method";

/** Returns likelihood × impact, or 0 while one of them is not set. */
export function scoreOf(likelihood: number | null, impact: number | null): number {
  return likelihood === null || impact === null ? 0 : likelihood * impact;
}

/** Returns the level of a score by the bands of the method, or null for a risk that is not scored. */
export function levelOf(score: number, method: Pick<RiskMethod, "bands">): Level | null {
  return method.bands.find((band) => score >= band.from && score <= band.to)?.level ?? null;
}

/** Returns whether a score lies above the appetite of its category; an unknown category has none. */
export function aboveAppetite(score: number, category: string, method: Pick<RiskMethod, "categories">): boolean {
  return score > (method.categories.find(({ key }) => key === category)?.appetite ?? 0);
}

/** Returns the short reference people use, such as R-0012. */
export function riskRef(number: number): string {
  return `R-${String(number).padStart(4, "0")}`;
}
