import "server-only";

interface Named {
  id: string;
  name: string;
  /** Where it is mended, as an address of the workspace. */
  href: string;
}

/** What the gates of the seven stages look at, taken from the records that stand. */
export interface PastaFacts {
  /** What is missing of the description of the system is mended there. */
  objectives: readonly (Named & { limit: string | null; ownerId: string | null })[];
  described: readonly (Named & { held: boolean })[];
  /** Those within the scope; `known` says whether supplier, version and data are, be it as unknown. */
  components: readonly (Named & { known: boolean })[];
  flows: readonly (Named & { from: boolean; to: boolean; zones: boolean; content: boolean })[];
  /** `score` is likelihood × impact as its risk or its rule says, from 1 to 25; null for a threat of one's own. */
  threats: readonly (Named & {
    state: string;
    score: number | null;
    weakness: boolean;
    attack: boolean;
    test: boolean;
    risk: boolean;
  })[];
  /** `seen` is false for one that the reader may not read. */
  risks: readonly (Named & { seen: boolean; treatment: boolean; owner: boolean; review: boolean })[];
  /** What each stage has to leave behind, by its number, and whether it is there. */
  outputs: ReadonlyMap<number, readonly (Named & { written: boolean })[]>;
  /** Where something is added of which there is none yet, by stage. */
  begin: (stage: number) => string;
}

/** Whether one thing holds that a stage asks for: of how many, and what is missing with the reason. */
export interface Check {
  label: string;
  of: number;
  missing: readonly { id: string | null; name: string; why: string; href: string }[];
}

const undecided = new Set(["proposed", "needs-answer", "to-confirm"]);
const gone = new Set(["not-applicable", "superseded", "avoided"]);
const carried = new Set(["open", "accepted"]);
/** From this score on a threat is high: 10 of 25. */
const highScore = 10;

/** Returns whether a threat counts as high; one of one's own does until it is rated. */
function isHigh({ score }: { score: number | null }): boolean {
  return score === null || score >= highScore;
}

/** Returns whether a threat stands: it is decided, and neither dismissed nor merged into another. */
export function stands({ state }: { state: string }): boolean {
  return !undecided.has(state) && !gone.has(state);
}

/**
 * Returns what the gate of each stage of PASTA finds, by the number of the stage. A stage may be left when nothing is missing;
 * where there is nothing to look at at all, that is missing too: an empty drawing is no finished one.
 */
export function gatesOf(facts: PastaFacts): ReadonlyMap<number, readonly Check[]> {
  const { components, flows, risks, begin } = facts;
  const standing = facts.threats.filter(stands);
  const grave = standing.filter(isHigh);
  const none = (stage: number) => ({ href: begin(stage) });
  const own: Check[][] = [
    [
      check(
        "Every objective has a measurable limit and an owner",
        facts.objectives,
        ({ limit, ownerId }) =>
          lacking([limit !== null && /\d/.test(limit), "a limit in figures"], [ownerId !== null, "an owner"]),
        none(1),
      ),
      check("The system is described", facts.described, ({ held }) =>
        held ? null : "is not in the inventory yet",
      ),
    ],
    [
      check(
        "Every component has a supplier, a version and classes of data, or says that they are unknown",
        components,
        ({ known }) => (known ? null : "stands for no record of the inventory and says nothing of them"),
        none(2),
      ),
    ],
    [
      check(
        "Every flow has both ends, their zones, and what it carries",
        flows,
        ({ from, to, zones, content }) =>
          lacking(
            [from, "a source"],
            [to, "a target"],
            [zones, "a zone at an end"],
            [content, "what it carries"],
          ),
        none(3),
      ),
    ],
    [
      check(
        "Every threat is decided",
        facts.threats,
        ({ state }) => (undecided.has(state) ? waits[state as keyof typeof waits] : null),
        none(4),
      ),
    ],
    [
      check("Every threat that stands has a weakness, or says that none was found", standing, (one) =>
        one.weakness ? null : "has neither",
      ),
    ],
    [
      check("Every high threat is in an attack tree", grave, ({ attack }) => (attack ? null : "is in none")),
      check("Every high threat was tried", grave, ({ test }) => (test ? null : "has no test in its tree")),
    ],
    [
      check(
        "Every high threat that is open or accepted is a risk of the register",
        grave.filter(({ state }) => carried.has(state)),
        ({ risk }) => (risk ? null : "is in no risk"),
      ),
      check("Every risk has a treatment, an owner and a review", risks, (risk) =>
        risk.seen
          ? lacking(
              [risk.treatment, "a treatment"],
              [risk.owner, "an owner"],
              [risk.review, "a day of review"],
            )
          : unread,
      ),
    ],
  ];
  return new Map(own.map((checks, at) => [at + 1, [...checks, writtenAt(at + 1, facts)]]));
}

const unread = "is one that you may not read";

const waits = {
  proposed: "came from a file and waits to be looked at",
  "needs-answer": "depends on what nobody knows",
  "to-confirm": "waits to be confirmed",
};

function lacking(...asked: readonly (readonly [boolean, string])[]): string | null {
  const missing = asked.flatMap(([there, what]) => (there ? [] : [what]));
  if (missing.length === 0) return null;
  const last = missing.pop();
  return `lacks ${missing.length > 0 ? `${missing.join(", ")} and ` : ""}${last}`;
}

function writtenAt(stage: number, { outputs }: PastaFacts): Check {
  return check("What the stage leaves behind is there", outputs.get(stage) ?? [], ({ written }) =>
    written ? null : "is empty",
  );
}

function check<One extends Named>(
  label: string,
  rows: readonly One[],
  whyNot: (one: One) => string | null,
  none?: { href: string },
): Check {
  if (rows.length === 0 && none)
    return {
      label,
      of: 0,
      missing: [{ id: null, name: "Nothing to look at", why: "there is none yet", ...none }],
    };
  const missing = rows.flatMap((one) => {
    const why = whyNot(one);
    return why === null ? [] : [{ id: one.id, name: one.name, why, href: one.href }];
  });
  return { label, of: rows.length, missing };
}

/** Returns how many things are missing at a gate. */
export function missingAt(checks: readonly Check[]): number {
  return checks.reduce((sum, { missing }) => sum + missing.length, 0);
}

/** Returns what is missing at a gate, in words that a decision keeps. */
export function missingWords({ missing }: Pick<Check, "missing">): string[] {
  return missing.map(({ name, why }) => `${name}: ${why}`);
}

/** Returns what is missing now and was not when a stage was signed, in words; what the reader may not read is left out. */
export function missingSince(
  signed: readonly { label: string; missing: readonly string[] }[],
  now: readonly Check[],
): string[] {
  return now.flatMap((check) => {
    const before = new Set(signed.find(({ label }) => label === check.label)?.missing);
    const seen = { missing: check.missing.filter(({ why }) => why !== unread) };
    const fresh = missingWords(seen).filter((one) => !before.has(one));
    if (fresh.length === 0) return [];
    const more = fresh.length - mostNamed;
    return [
      `No longer so: ${check.label.toLowerCase()} (${fresh.slice(0, mostNamed).join("; ")}${more > 0 ? ` and ${more} more` : ""})`,
    ];
  });
}

const mostNamed = 3;
