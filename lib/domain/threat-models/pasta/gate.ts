/** What somebody wrote down at the first stage: what the system is for, and where it has to stop. */
export interface Objective {
  text: string;
  /** What may not be exceeded, in figures. */
  limit: string;
  ownerId: string | null;
}

interface Named {
  id: string;
  name: string;
}

/** What the gates of the seven stages look at, taken from the records that stand. */
export interface PastaFacts {
  objectives: readonly Objective[];
  system: {
    purpose: boolean;
    owner: boolean;
    affectedPeople: boolean;
    decisionImpact: boolean;
    classification: boolean;
  };
  /** Those within the scope; `stands` says whether a record of the inventory stands behind it. */
  elements: readonly (Named & { stands: boolean })[];
  flows: readonly (Named & { from: boolean; to: boolean; zones: boolean; content: boolean })[];
  /** `score` is likelihood × impact as its rule suggests, from 1 to 25; null for a threat of one's own. */
  threats: readonly (Named & {
    state: string;
    score: number | null;
    weakness: boolean;
    attack: boolean;
    test: boolean;
  })[];
  risks: readonly (Named & { treatment: boolean; owner: boolean; review: boolean })[];
  /** What each stage has to leave behind, by its number, and whether it is written down. */
  outputs: ReadonlyMap<number, readonly { name: string; written: boolean }[]>;
}

/** Whether one thing holds that a stage asks for: of how many, and what is missing with the reason. */
export interface Check {
  label: string;
  of: number;
  missing: readonly { id: string | null; name: string; why: string }[];
}

const undecided = new Set(["proposed", "needs-answer", "to-confirm"]);
const gone = new Set(["not-applicable", "superseded"]);
/** From this suggested score on a threat is high: 10 of 25. */
const high = 10;

/**
 * Returns what the gate of each stage of PASTA finds, by the number of the stage. A stage may be left when nothing is missing;
 * where there is nothing to look at at all, that is missing too: an empty drawing is no finished one.
 */
export function gatesOf(facts: PastaFacts): ReadonlyMap<number, readonly Check[]> {
  const { elements, flows, risks } = facts;
  const decided = facts.threats.filter(({ state }) => !undecided.has(state) && !gone.has(state));
  const grave = decided.filter(({ score }) => score === null || score >= high);
  const own: Check[][] = [
    [
      objectivesOf(facts),
      check("The system is described", asRows(facts.system), ({ held }) =>
        held ? null : "not in the inventory yet",
      ),
    ],
    [
      check("Every component stands for a record of the inventory", elements, ({ stands }) =>
        stands ? null : "stands for no record, so that supplier, version and data are not known",
      ),
    ],
    [
      check("Every flow has both ends, their zones, and what it carries", flows, (flow) => {
        const lacks = [
          ...(flow.from ? [] : ["a source"]),
          ...(flow.to ? [] : ["a target"]),
          ...(flow.zones ? [] : ["a zone at an end"]),
          ...(flow.content ? [] : ["what it carries"]),
        ];
        return lacks.length === 0 ? null : `lacks ${lacks.join(", ")}`;
      }),
    ],
    [
      check("Every threat is decided", facts.threats, ({ state }) =>
        undecided.has(state) ? `is ${state.replace("-", " ")}` : null,
      ),
    ],
    [
      check(
        "Every threat that stands has a weakness, or says that none was found",
        decided,
        (one) => (one.weakness ? null : "has neither"),
        "fine",
      ),
    ],
    [
      check(
        "Every high threat is in an attack tree",
        grave,
        ({ attack }) => (attack ? null : "is in none"),
        "fine",
      ),
      check(
        "Every high threat was tried",
        grave,
        ({ test }) => (test ? null : "has no test in its tree"),
        "fine",
      ),
    ],
    [
      check(
        "Every risk has a treatment, an owner and a review",
        risks,
        (risk) => {
          const lacks = [
            ...(risk.treatment ? [] : ["a treatment"]),
            ...(risk.owner ? [] : ["an owner"]),
            ...(risk.review ? [] : ["a day of review"]),
          ];
          return lacks.length === 0 ? null : `lacks ${lacks.join(", ")}`;
        },
        "fine",
      ),
    ],
  ];
  return new Map(own.map((checks, at) => [at + 1, [...checks, writtenAt(at + 1, facts)]]));
}

function objectivesOf({ objectives }: PastaFacts): Check {
  const rows = objectives.map((one, at) => ({ ...one, id: String(at), name: one.text }));
  return check("Every objective has a measurable limit and an owner", rows, ({ limit, ownerId }) => {
    const lacks = [
      ...(/\d/.test(limit) ? [] : ["a limit in figures"]),
      ...(ownerId === null ? ["an owner"] : []),
    ];
    return lacks.length === 0 ? null : `lacks ${lacks.join(" and ")}`;
  });
}

const described: Record<keyof PastaFacts["system"], string> = {
  purpose: "Purpose",
  owner: "Owner",
  affectedPeople: "Affected people",
  decisionImpact: "Decision impact",
  classification: "Classification under the EU AI Act",
};

function asRows(system: PastaFacts["system"]): (Named & { held: boolean })[] {
  return (Object.keys(described) as (keyof typeof described)[]).map((key) => ({
    id: key,
    name: described[key],
    held: system[key],
  }));
}

function writtenAt(stage: number, { outputs }: PastaFacts): Check {
  const rows = (outputs.get(stage) ?? []).map((one) => ({ ...one, id: one.name }));
  return check("What the stage leaves behind is written down", rows, ({ written }) =>
    written ? null : "is not written down",
  );
}

function check<One extends Named>(
  label: string,
  rows: readonly One[],
  whyNot: (one: One) => string | null,
  none: "missing" | "fine" = "missing",
): Check {
  if (rows.length === 0 && none === "missing")
    return { label, of: 0, missing: [{ id: null, name: "Nothing to look at", why: "there is none yet" }] };
  const missing = rows.flatMap((one) => {
    const why = whyNot(one);
    return why === null ? [] : [{ id: one.id, name: one.name, why }];
  });
  return { label, of: rows.length, missing };
}
