import type { Level, RiskMethod } from "@/lib/domain/risks/method";

type Bands = RiskMethod["bands"];
export type Scale = "likelihood" | "impact";

const order: readonly Level[] = ["low", "medium", "high", "critical"];
const words: Record<Level, string> = { low: "Low", medium: "Medium", high: "High", critical: "Critical" };

/** Returns the levels that a method does not use, from low to critical. */
export function unusedLevels({ bands }: RiskMethod): Level[] {
  return order.filter((level) => !bands.some((band) => band.level === level));
}

/** Returns the method with other steps on a scale; its bands still cover every score from 1 to the highest. */
export function withSteps(method: RiskMethod, scale: Scale, steps: RiskMethod[Scale]): RiskMethod {
  return fitted({ ...method, [scale]: steps });
}

/** Returns the method with one band ending at another score; its neighbours give way. */
export function withTop(method: RiskMethod, level: Level, to: number): RiskMethod {
  return fitted({
    ...method,
    bands: method.bands.map((band) => (band.level === level ? { ...band, to } : band)),
  });
}

/** Returns the method with one more level, or with one less. */
export function withLevel(method: RiskMethod, level: Level, used: boolean): RiskMethod {
  const rest = method.bands.filter((band) => band.level !== level);
  if (!used) return fitted({ ...method, bands: rest });
  const below = rest.filter((band) => order.indexOf(band.level) < order.indexOf(level)).at(-1)?.to ?? 0;
  const bands = [...rest, { level, label: words[level], from: below + 1, to: below + 1 }];
  return fitted({ ...method, bands: bands.sort((a, b) => order.indexOf(a.level) - order.indexOf(b.level)) });
}

function fitted(method: RiskMethod): RiskMethod {
  const top = method.likelihood.length * method.impact.length;
  const bands: Bands = [];
  method.bands.forEach((band, i) => {
    const from = (bands.at(-1)?.to ?? 0) + 1;
    const above = method.bands.length - i - 1;
    const to = above === 0 ? top : Math.min(Math.max(Math.trunc(band.to) || from, from), top - above);
    bands.push({ ...band, from, to });
  });
  return { ...method, bands };
}

/** Returns a key for a category from its label that no other category has. */
export function newKey(label: string, taken: readonly string[]): string {
  const plain = label
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, "-")
    .replace(/^[^a-z]+|-+$/g, "")
    .slice(0, 36);
  const base = plain.length > 1 ? plain : "category";
  let [key, n] = [base, 2];
  while (taken.includes(key)) key = `${base}-${n++}`;
  return key;
}
