import type { Kind } from "./points";
import { type Ground, isWithoutPolicies, judge, type Order, standingAlone } from "./rounds";

// Which tests each mutant is put before, in which order, until one notices it.

export interface Mutant {
  id: string;
  kind: Kind;
  /** The tests that name the operation, in a file of which each test makes what it needs. */
  named?: { file: string; tests: readonly string[] };
}

interface Candidate {
  file: string;
  wall: boolean;
  ms: number;
  /** Tests that stand alone, and those of them that reach the mutant; null for a file that is run whole. */
  tests: readonly string[] | null;
}

/** What came of a mutant: the test file that noticed it, or those that did not. */
export interface Verdict extends Mutant {
  noticedBy: string | null;
  tried: string[];
  /** What was run when it was noticed. */
  order: Order | null;
}

const mostTests = 8;
const mostMs = 90_000;

/** Returns where a mutant may be noticed, the likeliest and shortest first. */
function candidatesFor({ id, kind, named }: Mutant, grounds: readonly Ground[]): Candidate[] {
  const candidates = grounds.flatMap(({ file, ms, tests }): Candidate[] => {
    const reaching = [...tests].filter(([, { reached }]) => reached.includes(id));
    if (reaching.length === 0) return [];
    if (!standingAlone.has(file))
      return (kind === "scope" ? [true, false] : [false]).map((wall) => ({ file, wall, ms, tests: null }));
    // A test that reaches little else is about what it reaches.
    const chosen = reaching
      .filter(([name]) => name !== "")
      .sort(([, a], [, b]) => a.reached.length - b.reached.length)
      .slice(0, mostTests);
    const wall = isWithoutPolicies(file);
    return chosen.length > 0 ? [{ file, wall, ms: 0, tests: chosen.map(([name]) => name) }] : [];
  });
  const [concept = ""] = /(?<=lib\/domain\/)[\w-]+(?=s\/|\/)/.exec(id) ?? [];
  const weight = ({ file, wall, ms, tests }: Candidate) =>
    tests
      ? 0
      : (kind === "scope" && !wall ? ms + mostMs : ms) * (concept !== "" && file.includes(concept) ? 0.2 : 1);
  const sorted = candidates.filter(({ ms }) => ms < mostMs).sort((a, b) => weight(a) - weight(b));
  return named && named.tests.length > 0 ? [{ ...named, wall: false, ms: 0 }, ...sorted] : sorted;
}

/** Whether a test that stands alone reaches a mutant, so that many are put before copies of one file together. */
export function standsAlone({ id, named }: Mutant, grounds: readonly Ground[]): boolean {
  const tests = grounds.filter(({ file }) => standingAlone.has(file)).flatMap((ground) => [...ground.tests]);
  const reaching = tests.some(([name, { reached }]) => name !== "" && reached.includes(id));
  return reaching || (named?.tests.length ?? 0) > 0;
}

/** Puts every mutant before its tests, round by round, and tells of each round; returns a verdict on each. */
export function campaign(
  mutants: readonly Mutant[],
  grounds: readonly Ground[],
  rounds: number,
  told: (words: string, verdicts: readonly Verdict[]) => void,
  known: readonly Verdict[] = [],
): Verdict[] {
  const before = new Map(known.map((verdict) => [verdict.id, verdict]));
  const verdicts = mutants.map(
    (mutant): Verdict => before.get(mutant.id) ?? { ...mutant, noticedBy: null, tried: [], order: null },
  );
  const waiting = new Map(
    verdicts.map((verdict) => [
      verdict.id,
      candidatesFor(verdict, grounds).filter((one) => !verdict.tried.includes(keyOf(one))),
    ]),
  );
  const controls = new Map<string, boolean>();
  for (let round = 1; round <= rounds; round += 1) {
    const alive = verdicts.filter(({ noticedBy }) => noticedBy === null);
    const chosen = alive.flatMap((verdict) => {
      const candidate = nextOf(waiting.get(verdict.id) ?? [], controls);
      return candidate ? [{ verdict, candidate }] : [];
    });
    if (chosen.length === 0) break;
    const orders = ordersFor(chosen, controls);
    const begun = Date.now();
    const noticed = judge(orders);
    for (const [number, order] of orders.entries())
      if (order.mutant === null) controls.set(keyOf(order), noticed[number]?.size === 0);
    for (const { verdict, candidate } of chosen) {
      const order = { file: candidate.file, wall: candidate.wall };
      if (candidate.tests === null && controls.get(keyOf(order)) === false) continue;
      const seen = orders.find(
        (one, number) => keyOf(one) === keyOf(order) && noticed[number]?.has(verdict.id),
      );
      verdict.tried.push(keyOf(order));
      if (!seen) continue;
      verdict.noticedBy = keyOf(order);
      verdict.order = candidate.tests
        ? { ...order, byTest: Object.fromEntries(candidate.tests.map((name) => [name, verdict.id])) }
        : seen;
    }
    const left = verdicts.filter(({ noticedBy }) => noticedBy === null).length;
    told(
      `round ${round}: ${chosen.length} mutants in ${orders.length} files, ${Math.round((Date.now() - begun) / 1_000)} s; ${left} left`,
      verdicts,
    );
  }
  return verdicts;
}

const keyOf = ({ file, wall }: Pick<Order, "file" | "wall">) =>
  wall && !isWithoutPolicies(file) ? `${file}, first wall alone` : file;

/** Takes the next candidate that passes as it is, as far as that is known. */
function nextOf(candidates: Candidate[], controls: ReadonlyMap<string, boolean>): Candidate | undefined {
  for (;;) {
    const candidate = candidates.shift();
    if (!candidate || candidate.tests || controls.get(keyOf(candidate)) !== false) return candidate;
  }
}

function ordersFor(
  chosen: readonly { verdict: Verdict; candidate: Candidate }[],
  controls: ReadonlyMap<string, boolean>,
): Order[] {
  const orders: Order[] = [];
  const layers = new Map<string, Record<string, string>[]>();
  for (const { verdict, candidate } of chosen) {
    const { file, wall, tests } = candidate;
    const order = { file, wall };
    if (tests === null) {
      if (
        !controls.has(keyOf(order)) &&
        !orders.some((one) => one.mutant === null && keyOf(one) === keyOf(order))
      )
        orders.push({ ...order, mutant: null });
      orders.push({ ...order, mutant: verdict.id });
      continue;
    }
    const ofFile = layers.get(file) ?? [];
    layers.set(file, ofFile);
    const free = ofFile.find((taken) => tests.every((name) => !(name in taken)));
    const layer = free ?? {};
    if (!free) ofFile.push(layer);
    for (const name of tests) layer[name] = verdict.id;
  }
  for (const [file, ofFile] of layers)
    for (const tests of ofFile) orders.push({ file, wall: isWithoutPolicies(file), byTest: tests });
  return orders;
}
