import type { CoverageState } from "@/lib/domain/controls/coverage/schema";
import { carriesOver } from "@/lib/domain/frameworks/rules";
import type { Relationship } from "@/lib/domain/frameworks/schema";

/** A control that is in force at a place, with what it is to requirements. */
export interface ControlHere {
  id: string;
  ref: string;
  title: string;
  /** Null where it holds for a whole unit. */
  systemId: string | null;
  status: string;
  /** It counts in full: design and operation are effective. */
  works: boolean;
  why: string;
  maps: ReadonlyMap<string, string>;
}

/** What a person said of a requirement, newest first. */
export interface Finding {
  key: string;
  verdict: string;
  reason: string;
  by: string;
  controlIds: readonly string[];
}

/** A row between two requirements as it counts now: what the first is to the second. */
export interface Carrier {
  from: string;
  to: string;
  relationship: string;
}

/** How far one requirement is covered at one place, and why. */
export interface Covered {
  state: CoverageState;
  /** From what it follows, in order: the control, then the requirement it fulfils. */
  path: string[];
}

interface Ground {
  controls: readonly ControlHere[];
  findings: readonly Finding[];
  carriers: readonly Carrier[];
  excluded: ReadonlyMap<string, string>;
  /** The reference as people read it: "ISO/IEC 42001 A.6.2.3". */
  nameOf(key: string): string;
}

/**
 * Returns how far each requirement is covered at one place. A person's word comes first, and falls with the controls it
 * rests on. Without one, only a working control that does all of a requirement carries a result, and from a requirement so
 * fulfilled, or confirmed, only a row that says equal, or superset towards its subset: one step, always as inferred. What
 * merely shares something shows as related and never counts.
 */
export function coverageOf(keys: readonly string[], ground: Ground): Map<string, Covered> {
  const { controls, carriers, excluded } = ground;
  const working = controls.filter(({ works }) => works);
  const said = newest(ground.findings);
  const direct = new Map<string, Covered>();
  const related = new Map<string, string>();
  for (const control of working)
    for (const [key, relation] of control.maps) {
      const name = `${control.ref} ${control.title}`;
      if (carriesOver(relation as Relationship)) {
        if (!direct.has(key)) direct.set(key, { state: "inferred", path: [name] });
      } else if (!related.has(key)) related.set(key, name);
    }
  for (const [key, finding] of said) {
    const fallen = finding.controlIds
      .map((id) => controls.find((one) => one.id === id))
      .filter((one) => !one?.works);
    if (finding.verdict === "fulfilled" && fallen.length === 0)
      direct.set(key, { state: "confirmed", path: [`${finding.by}: ${finding.reason}`] });
    else if (finding.verdict === "fulfilled") {
      direct.delete(key);
      const lost = fallen.map((one) => one?.ref ?? "a control that is gone").join(", ");
      related.set(key, `${finding.by} confirmed it, but ${lost} no longer counts`);
    } else if (finding.verdict === "not-fulfilled")
      direct.set(key, { state: "open", path: [`${finding.by}: ${finding.reason}`] });
  }
  const carried = new Map<string, Covered>();
  for (const { from, to, relationship } of carriers) {
    const source = direct.get(from);
    if (!source || source.state === "open") continue;
    if (!carriesOver(relationship as Relationship)) {
      if (relationship !== "none" && !related.has(to)) related.set(to, ground.nameOf(from));
    } else if (!carried.has(to))
      carried.set(to, { state: "inferred", path: [...source.path, ground.nameOf(from)] });
  }
  return new Map(
    keys.map((key): [string, Covered] => {
      const reason = excluded.get(key);
      if (reason !== undefined) return [key, { state: "excluded", path: [reason] }];
      const found = direct.get(key) ?? carried.get(key);
      if (found) return [key, found];
      const touching = related.get(key);
      return [key, touching ? { state: "related", path: [touching] } : { state: "open", path: [] }];
    }),
  );
}

function newest(findings: readonly Finding[]): Map<string, Finding> {
  const found = new Map<string, Finding>();
  for (const finding of findings) if (!found.has(finding.key)) found.set(finding.key, finding);
  return new Map([...found].filter(([, { verdict }]) => verdict !== "open"));
}

const order: readonly CoverageState[] = ["open", "related", "inferred", "confirmed", "excluded"];

/** Returns the state of a requirement for a unit: the worst of its places, since a unit is covered where all of it is. */
export function worstOf(states: readonly CoverageState[]): CoverageState {
  return order.find((state) => states.includes(state)) ?? "open";
}

export type Counts = Record<CoverageState, number> & { all: number };

/** Returns how many requirements are in each state, of how many. */
export function countsOf(states: readonly CoverageState[]): Counts {
  const count = (state: CoverageState) => states.filter((one) => one === state).length;
  return {
    all: states.length,
    confirmed: count("confirmed"),
    inferred: count("inferred"),
    related: count("related"),
    open: count("open"),
    excluded: count("excluded"),
  };
}
