import "server-only";
import type { FactValue } from "@/lib/domain/threat-models/evaluate";
import type { Generated } from "@/lib/domain/threat-models/generate";
import type { Assumption, Element, Flow, ThreatModel, Zone } from "@/lib/domain/threat-models/model";
import { byId } from "@/lib/domain/threat-models/resolve";

/** A model and what the rules propose for it. */
export interface Looked {
  model: ThreatModel;
  generated: Generated;
}

/** A threat of one of two states of a model, known by its rule and its element. */
interface Drifted {
  ruleId: string;
  elementId: string;
  status: "open" | "needs_answer";
  facts: readonly FactValue[];
}

interface PartChange {
  id: string;
  name: string;
  /** What is said otherwise now: "type", "zones", or the name of an attribute. */
  changed: readonly string[];
}

/** What became of a model and its threats. Nothing is lost: what no longer applies waits for somebody to confirm it. */
export interface Drift {
  parts: {
    added: readonly { id: string; name: string }[];
    removed: readonly { id: string; name: string }[];
    changed: readonly PartChange[];
  };
  appeared: readonly Drifted[];
  /** The same threat by other facts; the former ones beside. */
  changed: readonly (Drifted & { before: Pick<Drifted, "status" | "facts"> })[];
  toConfirm: readonly Drifted[];
}

/** Returns what changed from one state of a model to the next: its parts by id, its threats by rule and element. */
export function driftBetween(before: Looked, after: Looked): Drift {
  const [old, now] = [threatsOf(before.generated), threatsOf(after.generated)];
  const changed = [...now].flatMap(([key, threat]) => {
    const former = old.get(key);
    if (!former || same(former, threat)) return [];
    return [{ ...threat, before: { status: former.status, facts: former.facts } }];
  });
  return {
    parts: partsBetween(before.model, after.model),
    appeared: [...now].flatMap(([key, threat]) => (old.has(key) ? [] : [threat])),
    changed,
    toConfirm: [...old].flatMap(([key, threat]) => (now.has(key) ? [] : [threat])),
  };
}

function threatsOf({ proposals, paths }: Generated): Map<string, Drifted> {
  const all = [
    ...proposals.map(({ rule, ...one }) => ({ ...one, ruleId: rule.id })),
    ...paths.map(({ ways, ...one }) => one),
  ];
  return new Map(
    all.map(({ ruleId, elementId, status, fired, unknown }) => [
      `${ruleId} ${elementId}`,
      { ruleId, elementId, status, facts: [...fired, ...unknown] },
    ]),
  );
}

function same(one: Drifted, other: Drifted): boolean {
  return one.status === other.status && JSON.stringify(one.facts) === JSON.stringify(other.facts);
}

/** Returns the parts of a model that were added, removed and changed, by id. */
export function partsBetween(before: ThreatModel, after: ThreatModel): Drift["parts"] {
  const [old, now] = [before, after].map(
    ({ elements, flows, zones }) => new Map([...elements, ...flows, ...zones].map((part) => [part.id, part])),
  );
  const named = ({ id, name }: { id: string; name: string }) => ({ id, name });
  const left = (among: typeof old, without: typeof now) =>
    [...(among?.values() ?? [])]
      .filter(({ id }) => !without?.has(id))
      .map(named)
      .sort(byId);
  const changed = [...(now?.values() ?? [])].flatMap((part) => {
    const former = old?.get(part.id);
    const differing = former ? differences(former, part) : [];
    return differing.length > 0 ? [{ ...named(part), changed: differing }] : [];
  });
  return { added: left(now, old), removed: left(old, now), changed: changed.sort(byId) };
}

type Part = Element | Flow | Zone;

// What rules look at, and the name; a description or a place in the drawing changes no threat.
function differences(before: Part, after: Part): string[] {
  const [old, now] = [before, after].map(saidOf);
  const names = new Set([...Object.keys(old ?? {}), ...Object.keys(now ?? {})]);
  return [...names]
    .filter((name) => JSON.stringify(old?.[name] ?? null) !== JSON.stringify(now?.[name] ?? null))
    .sort();
}

function saidOf(part: Part): Record<string, unknown> {
  if ("zoneIds" in part)
    return {
      ...part.attributes,
      name: part.name,
      type: part.type,
      zones: part.zoneIds,
      "out of scope": part.outOfScope,
    };
  if ("from" in part)
    return {
      ...part.attributes,
      name: part.name,
      ends: [part.from, part.to, part.bidirectional],
      contents: part.contentClasses,
      "out of scope": part.outOfScope,
    };
  return { name: part.name, trust: part.trust, parent: part.parent };
}

interface AssumptionChanges {
  added: readonly string[];
  removed: readonly string[];
  changed: readonly string[];
}

/** Returns the assumptions of a model that were added, removed, and looked at or given to somebody else, by their text. */
export function assumptionsBetween(before: ThreatModel, after: ThreatModel): AssumptionChanges {
  const byText = ({ assumptions }: ThreatModel) => new Map(assumptions.map((one) => [one.text, one]));
  const [old, now] = [byText(before), byText(after)];
  const differs = (one: Assumption, other: Assumption) =>
    one.confirmed !== other.confirmed || one.ownerId !== other.ownerId;
  return {
    added: [...now.keys()].filter((text) => !old.has(text)),
    removed: [...old.keys()].filter((text) => !now.has(text)),
    changed: [...now.values()].flatMap((one) => {
      const former = old.get(one.text);
      return former && differs(former, one) ? [one.text] : [];
    }),
  };
}
