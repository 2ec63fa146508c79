import type { Tone } from "@/lib/platform/schema/field";

/** One band of the risk scale, as the risk method holds it: scores from `from` upwards have this level. */
export interface Band {
  level: "low" | "medium" | "high" | "critical";
  label: string;
  from: number;
}

const tones: Record<Band["level"], Tone> = { low: "good", medium: "warn", high: "bad", critical: "critical" };

/** The tone in which a band is drawn. */
export function toneOf(band: Band): Tone {
  return tones[band.level];
}

/** The band a score falls into; undefined below the lowest, that is for a risk that is not scored. */
export function bandOf(score: number, bands: readonly Band[]): Band | undefined {
  return bands.filter((band) => score >= band.from).sort((one, other) => other.from - one.from)[0];
}
