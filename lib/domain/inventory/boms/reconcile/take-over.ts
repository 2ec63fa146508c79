import "server-only";
import type * as z from "zod";
import type { Finding } from "@/lib/domain/inventory/boms/reconcile/compare";
import type { Comparison } from "@/lib/domain/inventory/boms/reconcile/found-bom";
import type { choiceField } from "@/lib/domain/inventory/boms/schema";
import { parts } from "@/lib/domain/inventory/kinds";
import { createPart, updatePart } from "@/lib/domain/inventory/parts/commands";
import type { PartKind } from "@/lib/domain/inventory/parts/kind";
import { linkFields } from "@/lib/domain/inventory/parts/links";
import { systemsEdit } from "@/lib/domain/inventory/systems/access";
import { changeSystem } from "@/lib/domain/inventory/systems/commands";
import { systemFields } from "@/lib/domain/inventory/systems/schema";
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
  const { entries, matches, system } = compared;
  const findings = taken.map(({ finding }) => finding);
  const created: Record<string, string> = {};
  const changes: Change[] = [];
  const note = (change: Change, action: string) =>
    changes.push({ ...change, after: { ...change.after, reason: origin }, action });
  for (const { ref, concept } of findings.filter(({ kind }) => kind === "create")) {
    const entry = entries.find((one) => one.ref === ref);
    if (!entry || concept === "systems") continue;
    const kind: PartKind = parts[concept].kind;
    const input = checked(createInput(kind.fields), {
      name: entry.name,
      ...entry.facts,
      unitId: system.unitId,
    });
    const made = await createPart(kind, withRight(context, kind.access.create), input);
    created[ref] = made.result.id;
    note(made.change, `${concept}.create`);
  }
  const idOf = (ref: string) => created[ref] ?? matches.get(ref)?.record?.id;
  for (const { key, kind, value, theirs } of findings)
    if (kind === "link" && !(value as string[]).some((ref) => idOf(ref) !== undefined))
      throw new Invalid([
        { path: "choices", message: `${key}: add ${theirs} to the register first, or both at once.` },
      ]);
  for (const ref of Object.keys(created)) {
    const entry = entries.find((one) => one.ref === ref);
    const id = created[ref];
    if (!entry || entry.concept === "systems" || id === undefined) continue;
    const kind: PartKind = parts[entry.concept].kind;
    const links = linkValues(kind, entry.links, idOf, {});
    if (Object.keys(links).length === 0) continue;
    const seen = { id, version: 1 };
    const input = { ...checked(updateInput(kind.fields), { ...seen, ...links }), ...seen };
    note(
      (await updatePart(kind, withRight(context, kind.access.edit), input)).change,
      `${kind.concept}.update`,
    );
  }
  const changed = findings.filter(({ recordId, concept }) => recordId !== null && concept !== "systems");
  for (const [id, list] of Map.groupBy(changed, ({ recordId }) => String(recordId))) {
    const record = compared.records.find((one) => one.id === id);
    if (!record || record.concept === "systems") continue;
    const kind: PartKind = parts[record.concept].kind;
    const stated = Object.fromEntries(
      list.filter(({ kind }) => kind === "link").map(({ field, value }) => [field, value as string[]]),
    );
    const values = { ...factValues(list), ...linkValues(kind, stated, idOf, record.links) };
    const seen = { id, version: record.version };
    const input = { ...checked(updateInput(kind.fields), { ...seen, ...values }), ...seen };
    note(
      (await updatePart(kind, withRight(context, kind.access.edit), input)).change,
      `${kind.concept}.update`,
    );
  }
  const own = findings.filter(({ concept }) => concept === "systems");
  if (own.length > 0) {
    const values = { ...factValues(own), ...systemLinks(own, system.links, idOf) };
    const input = checked(updateInput(systemFields), { id: system.id, version: system.version, ...values });
    note((await changeSystem(withRight(context, systemsEdit), input)).change, "systems.update");
  }
  return { changes, created };
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
