import "server-only";
import type * as z from "zod";
import type { Finding } from "@/lib/domain/inventory/boms/reconcile/compare";
import type { Comparison } from "@/lib/domain/inventory/boms/reconcile/found-bom";
import type { choiceField } from "@/lib/domain/inventory/boms/schema";
import { parts } from "@/lib/domain/inventory/kinds";
import { createPart, updatePart } from "@/lib/domain/inventory/parts/commands";
import type { PartKind } from "@/lib/domain/inventory/parts/kind";
import { linkFields } from "@/lib/domain/inventory/parts/links";
import { systemsCreate, systemsEdit } from "@/lib/domain/inventory/systems/access";
import { addSystem, changeSystem } from "@/lib/domain/inventory/systems/commands";
import { newSystemFields, systemFields } from "@/lib/domain/inventory/systems/schema";
import { unitsWith } from "@/lib/platform/access/actor";
import type { Permission } from "@/lib/platform/access/permission";
import type { Change } from "@/lib/platform/audit/change";
import { Invalid } from "@/lib/platform/errors/public-error";
import { type Context, invalid } from "@/lib/platform/operation/operation";
import { createInput, updateInput } from "@/lib/platform/schema/shape";

/** What was chosen for one difference. */
export interface Picked {
  finding: Finding;
  choice: "take" | "keep" | "later";
  partId?: string | null | undefined;
  reason?: z.infer<typeof choiceField>["reason"];
}

/**
 * Takes over the chosen differences through the rules of the register's own commands: new parts first, then facts and links.
 * Returns the changes for the audit trail, each naming the document, and which new record stands for which component.
 */
export async function takeOver(
  context: Context,
  compared: Comparison,
  taken: readonly Picked[],
  origin: string,
) {
  const { entries, matches, unitId } = compared;
  const findings = taken.map(({ finding }) => finding);
  const created: Record<string, string> = {};
  const changes: Change[] = [];
  const note = (change: Change, action: string) =>
    changes.push({ ...change, after: { ...change.after, reason: origin }, action });
  const idOf = (ref: string) => created[ref] ?? matches.get(ref)?.record?.id;

  const fresh = entries.filter(({ ref }) => findings.some((one) => one.kind === "create" && one.ref === ref));
  for (const { concept, name, facts, ref } of fresh) {
    if (concept === "systems") continue;
    const kind: PartKind = parts[concept].kind;
    const input = checked(createInput(kind.fields), { name, ...facts, unitId });
    const made = await createPart(kind, withRight(context, kind.access.create), input);
    created[ref] = made.result.id;
    note(made.change, `${concept}.create`);
  }
  for (const { key, kind, value, theirs } of findings)
    if (kind === "link" && !(value as string[]).some((ref) => idOf(ref) !== undefined))
      throw new Invalid([
        { path: "choices", message: `${key}: add ${theirs} to the register first, or both at once.` },
      ]);
  for (const { concept, links, ref } of fresh) {
    const id = created[ref];
    if (concept === "systems" || id === undefined) continue;
    const kind: PartKind = parts[concept].kind;
    const values = linkValues(kind, links, idOf, {});
    if (Object.keys(values).length > 0)
      note(...(await changePart(context, kind, { id, version: 1 }, values)));
  }
  const known = findings.filter(({ recordId }) => recordId !== null);
  for (const [id, list] of Map.groupBy(known, ({ recordId }) => String(recordId))) {
    const record = compared.records.find((one) => one.id === id);
    if (!record || record.concept === "systems") continue;
    const kind: PartKind = parts[record.concept].kind;
    const stated = Object.fromEntries(
      list.filter(({ kind }) => kind === "link").map(({ field, value }) => [field, value as string[]]),
    );
    const values = { ...factValues(list), ...linkValues(kind, stated, idOf, record.links) };
    note(...(await changePart(context, kind, record, values)));
  }
  // Systems come last: they may use whatever was made before.
  for (const { concept, name, facts, links, ref } of fresh) {
    if (concept !== "systems") continue;
    const input = checked(createInput(newSystemFields), { name, ...facts, ...resolved(links, idOf), unitId });
    const made = await addSystem(withRight(context, systemsCreate), input);
    created[ref] = made.result.id;
    note(made.change, "systems.create");
  }
  for (const record of compared.system ? [compared.system] : compared.records) {
    const own = known.filter(({ recordId }) => recordId === record.id);
    if (record.concept !== "systems" || own.length === 0) continue;
    const { id, version, links } = record;
    const values = { ...factValues(own), ...systemLinks(own, links, idOf) };
    const input = checked(updateInput(systemFields), { id, version, ...values });
    note((await changeSystem(withRight(context, systemsEdit), input)).change, "systems.update");
  }
  return { changes, created };
}

async function changePart(
  context: Context,
  kind: PartKind,
  { id, version }: { id: string; version: number },
  values: object,
): Promise<[Change, string]> {
  const seen = { id, version };
  const input = { ...checked(updateInput(kind.fields), { ...seen, ...values }), ...seen };
  const { change } = await updatePart(kind, withRight(context, kind.access.edit), input);
  return [change, `${kind.concept}.update`];
}

function resolved(stated: Refs, idOf: IdOf): Record<string, string[]> {
  return Object.fromEntries(
    Object.entries(stated).map(([field, refs]) => [field, refs.flatMap((ref) => idOf(ref) ?? [])]),
  );
}

function factValues(findings: readonly Finding[]): Record<string, unknown> {
  return Object.fromEntries(
    findings.filter(({ kind }) => kind === "fact").map(({ field, value }) => [field, value]),
  );
}

type Refs = Readonly<Record<string, readonly string[]>>;
type IdOf = (ref: string) => string | undefined;

// Links that are stated are added to those that are there; where only one is possible, the stated one takes its place.
function linkValues(kind: PartKind, stated: Refs, idOf: IdOf, held: Refs): Record<string, unknown> {
  const values: Record<string, unknown> = {};
  for (const { field, many } of linkFields(kind)) {
    const ids = (stated[field] ?? []).flatMap((ref) => idOf(ref) ?? []);
    if (ids.length > 0) values[field] = many ? [...new Set([...(held[field] ?? []), ...ids])] : ids[0];
  }
  return values;
}

function systemLinks(findings: readonly Finding[], held: Refs, idOf: IdOf): Record<string, string[]> {
  const links: Record<string, string[]> = {};
  for (const { kind, field, value } of findings) {
    if (field === null || kind === "fact") continue;
    const now = links[field] ?? [...(held[field] ?? [])];
    const added = kind === "link" ? (value as string[]).flatMap((ref) => idOf(ref) ?? []) : [];
    links[field] = kind === "absent" ? now.filter((id) => id !== value) : [...new Set([...now, ...added])];
  }
  return links;
}

// A right is asked for where the record is kept, as when the same is done by hand.
function withRight(context: Context, permission: Permission): Context {
  return { ...context, units: unitsWith(context.actor, permission) };
}

function checked<T extends z.ZodType>(shape: T, value: object): z.output<T> {
  const parsed = shape.safeParse(value);
  if (!parsed.success) throw invalid(parsed.error);
  return parsed.data;
}
