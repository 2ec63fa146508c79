import "server-only";
import * as z from "zod";
import { licensedTextsEdit } from "@/lib/domain/frameworks/access";
import { readTexts } from "@/lib/domain/frameworks/licensed/read-list";
import { licensedFields, licensedList } from "@/lib/domain/frameworks/licensed/schema";
import { frameworkNamed } from "@/lib/domain/frameworks/queries/in-force";
import { topUnit } from "@/lib/domain/organization/settings/setting";
import { authorOf, may } from "@/lib/platform/access/actor";
import type { Change } from "@/lib/platform/audit/change";
import { Forbidden, Invalid } from "@/lib/platform/errors/public-error";
import { type Context, command } from "@/lib/platform/operation/operation";

const framework = z.string().max(60);

/** Keeps the licensed text of one requirement, or removes it where none is given. The audit trail names the requirement alone. */
export const setLicensedText = command({
  name: "licensed-texts.set",
  summary: "Enter or remove the licensed text of a requirement",
  permission: licensedTextsEdit,
  secrets: true,
  input: z.strictObject({ framework, ref: z.string().max(80), text: licensedFields.text.default(null) }),
  run: async (context, { framework: key, ref, text }) => {
    const known = await refsOf(context, key);
    if (!known.has(ref))
      throw new Invalid([
        { path: "ref", message: `${key} has no requirement "${ref}". Correct the reference.` },
      ]);
    return kept(context, key, new Map([[ref, text ?? ""]]));
  },
});

/** Keeps the licensed texts of a CSV list with the columns Ref and Text, all of them or none; what it does not name stays. */
export const importLicensedTexts = command({
  name: "licensed-texts.import",
  summary: "Enter the licensed texts of many requirements from CSV (Ref, Text)",
  permission: licensedTextsEdit,
  secrets: true,
  timeoutMs: 60_000,
  input: z.strictObject({ framework, csv: licensedList }),
  run: async (context, { framework: key, csv }) =>
    kept(context, key, await readTexts(csv, await refsOf(context, key))),
});

/**
 * Lets licensed texts follow renumbered requirements, the new reference by the old one; a requirement that has a text keeps
 * it. For a command that says it touches them; does nothing for an actor who may not enter texts.
 */
export async function carryTexts(
  { tx, actor }: Context,
  framework: string,
  moves: ReadonlyMap<string, string>,
): Promise<{ count: number; changes: Change[] }> {
  const unitId = await topUnit(tx);
  if (!may(actor, licensedTextsEdit, unitId)) return { count: 0, changes: [] };
  const held = await tx.requirementText.findMany({
    where: { framework, ref: { in: [...moves.keys(), ...moves.values()] } },
    select: { id: true, ref: true },
    orderBy: { createdAt: "desc" },
  });
  const taken = new Set(held.map(({ ref }) => ref));
  const carried: { was: string; ref: string }[] = [];
  for (const { id, ref: was } of held) {
    const ref = moves.get(was);
    if (ref === undefined || taken.has(ref)) continue;
    await tx.requirementText.update({ where: { id }, data: { ref } });
    taken.add(ref);
    carried.push({ was, ref });
  }
  const change = {
    subject: { type: "licensed-texts", id: null, unitId },
    before: null,
    after: { framework, carried },
  };
  return { count: carried.length, changes: carried.length > 0 ? [change] : [] };
}

async function refsOf({ tx, actor }: Context, key: string): Promise<ReadonlySet<string>> {
  if (!may(actor, licensedTextsEdit, await topUnit(tx)))
    throw new Forbidden(
      "Frameworks are the same for the whole organisation: only who may do this at its top can.",
    );
  return new Set((await frameworkNamed(tx, key)).requirements.map(({ ref }) => ref));
}

async function kept({ tx, actor }: Context, key: string, texts: ReadonlyMap<string, string>) {
  const held = await tx.requirementText.findMany({
    where: { framework: key, ref: { in: [...texts.keys()] } },
  });
  const before = new Map(held.map(({ ref, text }) => [ref, text]));
  const entered = [...texts].filter(([ref, text]) => text !== "" && before.get(ref) !== text);
  const removed = [...texts].flatMap(([ref, text]) => (text === "" && before.has(ref) ? [ref] : []));
  const gone = [...entered.map(([ref]) => ref), ...removed];
  await tx.requirementText.deleteMany({ where: { framework: key, ref: { in: gone } } });
  await tx.requirementText.createMany({
    data: entered.map(([ref, text]) => ({ framework: key, ref, text, createdById: authorOf(actor) })),
  });
  const counts = { entered: entered.length, removed: removed.length, unchanged: texts.size - gone.length };
  return {
    result: counts,
    change: {
      subject: { type: "licensed-texts", id: null, unitId: await topUnit(tx) },
      before: null,
      after: { framework: key, entered: entered.map(([ref]) => ref), removed },
    },
  };
}
