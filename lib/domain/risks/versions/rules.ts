import type { RiskMethod } from "@/lib/domain/risks/method";

type Labelled = { label: string };
type Steps = RiskMethod["likelihood"];

/** Returns what a method does differently from another, one sentence per difference, in the order of the screen. */
export function methodDifferences(before: RiskMethod, after: RiskMethod): string[] {
  return [
    ...scaleDifferences("Likelihood", before.likelihood, after.likelihood),
    ...scaleDifferences("Impact", before.impact, after.impact),
    ...matched(before.bands, after.bands, "level", "Level", bandDifferences),
    ...levelsReviewed(before, after),
    ...matched(before.categories, after.categories, "key", "Category", categoryDifferences),
    ...(before.aboveAppetiteRole === after.aboveAppetiteRole
      ? []
      : [`Above appetite accepts the role ${after.aboveAppetiteRole}, before ${before.aboveAppetiteRole}.`]),
  ];
}

function scaleDifferences(scale: string, before: Steps, after: Steps): string[] {
  const length =
    before.length === after.length ? [] : [`${scale} has ${after.length} steps, before ${before.length}.`];
  const steps = Array.from({ length: Math.max(before.length, after.length) }, (_, i) =>
    stepDifferences(`${scale} ${i + 1}`, before[i], after[i]),
  );
  return [...length, ...steps.flat()];
}

function stepDifferences(name: string, before: Steps[number] | undefined, after: Steps[number] | undefined) {
  if (!before) return after ? [`${name} is new: ${after.label}.`] : [];
  if (!after) return [`${name} ${before.label} is gone.`];
  return [
    ...renamed(name, before, after),
    ...(before.meaning === after.meaning
      ? []
      : [`${name} ${after.label} now means “${after.meaning}”, before “${before.meaning}”.`]),
  ];
}

function matched<T extends Labelled>(
  before: readonly T[],
  after: readonly T[],
  key: keyof T,
  noun: string,
  differences: (name: string, before: T, after: T) => string[],
): string[] {
  const gone = before.filter((one) => !after.some((other) => other[key] === one[key]));
  const rest = after.flatMap((now) => {
    const then = before.find((one) => one[key] === now[key]);
    return then ? differences(`${noun} ${then.label}`, then, now) : [`${noun} ${now.label} is new.`];
  });
  return [...gone.map(({ label }) => `${noun} ${label} is gone.`), ...rest];
}

function bandDifferences(name: string, before: RiskMethod["bands"][number], after: typeof before): string[] {
  const moved = before.from !== after.from || before.to !== after.to;
  const spans = `${name} goes from ${after.from} to ${after.to}, before ${before.from} to ${before.to}.`;
  return [...renamed(name, before, after), ...(moved ? [spans] : [])];
}

function categoryDifferences(
  name: string,
  before: RiskMethod["categories"][number],
  after: typeof before,
): string[] {
  const moved = before.appetite !== after.appetite;
  const limit = `${name} has the appetite ${after.appetite}, before ${before.appetite}.`;
  return [...renamed(name, before, after), ...(moved ? [limit] : [])];
}

function renamed(name: string, before: Labelled, after: Labelled): string[] {
  return before.label === after.label ? [] : [`${name}: “${before.label}” is now “${after.label}”.`];
}

function levelsReviewed(before: RiskMethod, after: RiskMethod): string[] {
  return after.bands.flatMap(({ level, label }) => {
    const [then, now] = [before.reviewDays[level], after.reviewDays[level]];
    return then === now
      ? []
      : [`Risks of the level ${label} are reviewed every ${now} days, before ${then}.`];
  });
}
