import "server-only";
import type { FactValue } from "@/lib/domain/threat-models/evaluate";
import type { Generated } from "@/lib/domain/threat-models/generate";
import type { DriftGroup, ThreatState } from "@/lib/domain/threat-models/record/schema";
import type { Cited } from "@/lib/domain/threat-models/schema";
import { editionsOf } from "@/lib/domain/threat-models/sources";
import { pathRules, type ThreatKind } from "@/lib/domain/threat-models/threat-rules";
import { canonicalDigest } from "@/lib/platform/crypto/canonical-digest";

/** What the rules make of one threat now. */
export interface Found {
  key: string;
  ruleId: string;
  ruleVersion: string;
  title: string;
  elementIds: string[];
  category: string;
  family: string;
  sources: readonly Cited[];
  finding: "open" | "needs-answer";
  fired: readonly FactValue[];
  unknown: readonly FactValue[];
  ways: readonly unknown[];
  /** Of rule and values: another one means that the grounds of a decision changed. */
  fingerprint: string;
}

/** Returns the threats that were generated, each by the key by which it is known again. */
export function threatsFound({
  proposals,
  paths,
}: Pick<Generated, "proposals" | "paths">): Map<string, Found> {
  const kinds = pathRules();
  const found = [
    ...proposals.map(({ rule, elementId, ...one }) => foundBy(rule, [elementId], one, [])),
    ...paths.flatMap(({ ruleId, elementId, ways, ...one }) => {
      const kind = kinds.get(ruleId);
      const along = ways.flatMap(({ elements }) => elements);
      return kind ? [foundBy(kind, [...new Set([elementId, ...along])], one, ways)] : [];
    }),
  ];
  return new Map(found.map((one) => [one.key, one]));
}

type Ground = Pick<Generated["proposals"][number], "status" | "fired" | "unknown">;

function foundBy(kind: ThreatKind, elementIds: string[], ground: Ground, ways: readonly unknown[]): Found {
  const { id: ruleId, title, category, family } = kind;
  const { status, fired, unknown } = ground;
  const ruleVersion = versionOf(kind);
  return {
    key: `${ruleId} ${elementIds[0]}`,
    ...{ ruleId, ruleVersion, title, elementIds, category, family },
    sources: kind.cited ?? editionsOf([...kind.owasp, ...kind.agentic, ...kind.atlas]),
    finding: status === "open" ? "open" : "needs-answer",
    ...{ fired, unknown, ways },
    fingerprint: canonicalDigest({ condition: conditionOf(kind), status, fired, unknown, ways }),
  };
}

const conditionOf = (kind: ThreatKind) => ("conditionText" in kind ? kind.conditionText : kind.id);

const versions = new WeakMap<ThreatKind, string>();

/** Returns by which twelve digits a rule is told from another edition of it. */
export function versionOf(kind: ThreatKind): string {
  const known = versions.get(kind);
  if (known) return known;
  const { owasp, atlas, agentic, cited, title, category, family, mitigationIds } = kind;
  const said = {
    condition: conditionOf(kind),
    owasp,
    atlas,
    agentic,
    title,
    category,
    family,
    mitigationIds,
    ...(cited ? { cited } : {}),
  };
  const version = canonicalDigest(said).slice(0, 12);
  versions.set(kind, version);
  return version;
}

/** A threat as it is stored, as far as generating again looks at it. */
export interface Standing {
  key: string;
  origin: string;
  elementIds: readonly string[];
  state: string;
  heldState: string | null;
  ruleVersion: string | null;
  fingerprint: string | null;
  decidedOn: string | null;
  drift: string | null;
  fired: unknown;
  unknown: unknown;
}

/** What generating again writes to a stored threat. */
export interface Settled {
  state: ThreatState;
  heldState: string | null;
  drift: DriftGroup | null;
  driftReason: string | null;
}

const undecided = ["proposed", "needs-answer", "open"];
/** Who gave these states has looked at it and put it aside; that it no longer applies changes nothing. */
const aside = ["not-applicable", "superseded"];

/**
 * Returns what becomes of a stored threat that the rules find now, or null where nothing changes. A decision stays while
 * the values it rests on do; where they change, somebody confirms it.
 */
export function settleFound(stored: Standing, found: Found): Settled | null {
  const { state, heldState, fingerprint, decidedOn, drift } = stored;
  const same = fingerprint === found.fingerprint;
  if (state === "to-confirm") {
    if (same && drift !== "no-longer-applies") return null;
    const held = heldState ?? "open";
    if (undecided.includes(held)) return quiet(found.finding);
    // An acceptance that went stale is over: whoever wants it asks again.
    if (decidedOn === found.fingerprint)
      return quiet(held === "accepted" ? found.finding : (held as ThreatState));
    return changed("to-confirm", held, stored, found);
  }
  if (same) return relabelled(stored, found);
  if (state === "superseded") return { state, heldState, drift: null, driftReason: null };
  if (undecided.includes(state)) return changed(found.finding, null, stored, found);
  if (decidedOn === found.fingerprint) return quiet(state as ThreatState);
  return changed("to-confirm", state, stored, found);
}

function quiet(state: ThreatState): Settled {
  return { state, heldState: null, drift: null, driftReason: null };
}

function changed(state: ThreatState, heldState: string | null, stored: Standing, found: Found): Settled {
  return { state, heldState, drift: "condition-changed", driftReason: whatChanged(stored, found) };
}

const mostTold = 5;

// The values that are not as they were when the rule fired last.
function whatChanged(stored: Standing, found: Found): string {
  const key = ({ fact, on, value }: FactValue) => JSON.stringify([fact, on, value]);
  const before = new Set([...(stored.fired as FactValue[]), ...(stored.unknown as FactValue[])].map(key));
  const fresh = [...found.fired, ...found.unknown].filter((one) => !before.has(key(one)));
  if (fresh.length === 0 && stored.ruleVersion !== found.ruleVersion)
    return `${found.ruleId} applies on another condition now.`;
  if (fresh.length === 0) return "It rests on other values, or runs along another path.";
  const told = fresh.slice(0, mostTold).map(({ fact, value }) => {
    const said =
      value === null ? "not known" : value === true ? "yes" : value === false ? "no" : String(value);
    return `${fact.replace(/^\w+\./, "").replaceAll("_", " ")} is ${said}`;
  });
  return `Now ${told.join(", ")}${fresh.length > mostTold ? " and more" : ""}.`;
}

// The same values by a rule that says something else: its title, category, sources or mitigations.
function relabelled({ ruleVersion, state, heldState }: Standing, found: Found): Settled | null {
  if (ruleVersion === found.ruleVersion) return null;
  const driftReason = `${found.ruleId} says another title, category, sources or mitigations now.`;
  return { state: state as ThreatState, heldState, drift: "taxonomy-changed", driftReason };
}

/**
 * Returns what becomes of a stored threat that no rule finds any more, or null where nothing changes. Nothing is removed:
 * somebody confirms that it is gone, told why. What people wrote themselves waits only once all it hangs on is gone.
 */
export function settleLost(stored: Standing, partIds: ReadonlySet<string>, why: string): Settled | null {
  const { state, heldState, origin, elementIds, drift } = stored;
  if (aside.includes(state) || drift === "no-longer-applies") return null;
  const gone = elementIds.length > 0 && elementIds.every((id) => !partIds.has(id));
  if (origin !== "rule" && !gone) return null;
  const driftReason = gone ? "What it hangs on is not in the model any more." : why;
  return { state: "to-confirm", heldState: heldState ?? state, drift: "no-longer-applies", driftReason };
}
