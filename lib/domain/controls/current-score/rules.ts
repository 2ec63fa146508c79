import { scoreOf } from "@/lib/domain/risks/rules";

/** A control that is linked to a risk, and how much of it counts. */
export interface LinkedEffect {
  ref: string;
  title: string;
  /** All, half or nothing. */
  share: 0 | 0.5 | 1;
  /** Why so much of it counts. */
  why: string;
  /** In steps of a five-step scale. */
  lowersLikelihood: number;
  lowersImpact: number;
}

interface Steps {
  likelihood: number;
  impact: number;
}

interface Derived extends Steps {
  /** "5×4 → 3×3, because …" */
  sentence: string;
}

const axes = ["likelihood", "impact"] as const;
type Axis = (typeof axes)[number];

/** How many further controls must lower the same axis before they count for one step more. */
export const furtherNeeded = 2;

/**
 * Returns the current score of a risk by the published rule. Each axis falls from its inherent step by as much as the
 * strongest linked control lowers it, and by one step more where at least two others lower it too; never below 1. A
 * control counts in full while its design and its operation are effective, for half while one is partly so, and otherwise
 * not at all. Its steps are of a five-step scale and are stretched to a longer or shorter one.
 */
export function currentFrom(
  inherent: Steps,
  linked: readonly LinkedEffect[],
  scale: { likelihood: number; impact: number },
): Derived {
  const fall = (axis: Axis) => fallOf(linked, axis, scale[axis]);
  const [likelihood, impact] = axes.map((axis) => Math.max(1, inherent[axis] - fall(axis).steps)) as [
    number,
    number,
  ];
  const start = `${inherent.likelihood}×${inherent.impact}`;
  const end = `${likelihood}×${impact}`;
  const reasons = axes.flatMap((axis) => wordsOf(axis, fall(axis)));
  const silent = linked
    .filter(({ share }) => share === 0)
    .map(({ ref, why }) => `${ref} does not count: ${why}`);
  const because = reasons.length > 0 ? reasons.join("; ") : "no linked control counts";
  const head = start === end ? `${start} stays` : `${start} → ${end}`;
  return { likelihood, impact, sentence: [`${head}, because ${because}.`, ...silent].join(" ") };
}

interface Fall {
  steps: number;
  strongest: LinkedEffect | null;
  alone: number;
  further: number;
}

function fallOf(linked: readonly LinkedEffect[], axis: Axis, scale: number): Fall {
  const key = axis === "likelihood" ? "lowersLikelihood" : "lowersImpact";
  const counting = linked
    .map((effect) => ({ effect, steps: stretched(effect[key], effect.share, scale) }))
    .filter(({ steps }) => steps > 0)
    .sort((a, b) => b.steps - a.steps || a.effect.ref.localeCompare(b.effect.ref));
  const [first, ...others] = counting;
  if (!first) return { steps: 0, strongest: null, alone: 0, further: 0 };
  const further = others.length >= furtherNeeded ? others.length : 0;
  const steps = first.steps + (further > 0 ? 1 : 0);
  return { steps, strongest: first.effect, alone: first.steps, further };
}

/** Returns the steps by which a control lowers an axis of a scale of so many steps, given how much of it counts. */
function stretched(steps: number, share: number, scale: number): number {
  if (steps === 0) return 0;
  const whole = Math.max(1, Math.round((steps * (scale - 1)) / 4));
  return share === 1 ? whole : Math.floor(whole * share);
}

function wordsOf(axis: Axis, { strongest, alone, further }: Fall): string[] {
  if (!strongest) return [];
  const half = strongest.share === 1 ? "" : ", counted for half,";
  return [
    `${strongest.ref} ${strongest.title}${half} lowers ${axis} by ${alone}`,
    ...(further > 0 ? [`${further} others lower ${axis} too, by 1 step together`] : []),
  ];
}

/** Returns whether a derived score is worse than the one before. */
export function isWorse(before: Steps | null, after: Steps): boolean {
  return (
    before !== null && scoreOf(after.likelihood, after.impact) > scoreOf(before.likelihood, before.impact)
  );
}
