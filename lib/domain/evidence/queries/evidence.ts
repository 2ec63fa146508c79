import "server-only";
import * as z from "zod";
import { evidenceEdit, evidenceRead, visibleLinks, visibleTo } from "@/lib/domain/evidence/access";
import { rowInclude, todayOf, toRow } from "@/lib/domain/evidence/queries/row";
import { evidenceRef } from "@/lib/domain/evidence/rules";
import { evidenceHistory } from "@/lib/domain/evidence/schema";
import { may } from "@/lib/platform/access/actor";
import { recordHistory } from "@/lib/platform/audit/history";
import type { Evidence } from "@/lib/platform/database/generated/client";
import { NotFound } from "@/lib/platform/errors/public-error";
import { lookBack } from "@/lib/platform/operation/as-of";
import { type Context, query } from "@/lib/platform/operation/operation";
import { choices } from "@/lib/platform/register/choices";
import { type FoundRecord, findRecords, hrefOf } from "@/lib/platform/registry/contributions";

const byId = z.strictObject({ id: z.uuid({ error: "Is not the id of a record." }), ...lookBack });

/** Returns the stored evidence within the actor's scope, as the audit trail keeps it; throws NotFound. */
export async function findEvidence(context: Context, id: string): Promise<Evidence> {
  const found = await context.tx.evidence.findFirst({ where: { AND: [{ id }, visibleTo(context)] } });
  if (!found) throw new NotFound();
  return found;
}

/** Returns those of these pieces of evidence that the actor may see, as other concepts name them. */
export async function findEvidences(context: Context, ids: readonly string[]): Promise<FoundRecord[]> {
  const found = await context.tx.evidence.findMany({
    where: { AND: [{ id: { in: [...ids] } }, visibleTo(context)] },
    select: { id: true, number: true, title: true, unitId: true, ownerId: true },
  });
  return found.map(({ number, title, ...one }) => ({ ...one, name: title, ref: evidenceRef(number) }));
}

/** Returns evidence as every door shows it: facts, versions with their digests, the records it bears on; throws NotFound. */
export async function readEvidence(context: Context, id: string) {
  const { tx } = context;
  const found = await tx.evidence.findFirst({
    where: { AND: [{ id }, visibleTo(context)] },
    include: rowInclude(context),
  });
  if (!found) throw new NotFound();
  const versions = await tx.evidenceVersion.findMany({
    where: { evidenceId: id },
    orderBy: { number: "desc" },
  });
  const people = await tx.person.findMany({
    where: { id: { in: versions.map(({ createdById }) => createdById) } },
    select: { id: true, name: true },
  });
  const nameOf = new Map(people.map((one) => [one.id, one.name]));
  return {
    ...toRow(found, await todayOf(context)),
    files: versions.map(({ number, sha256, size, fileName, mediaType, note, createdById, createdAt }) => ({
      ...{ number, sha256, size, fileName, mediaType, note },
      addedBy: nameOf.get(createdById) ?? "Plumbline",
      addedAt: createdAt.toISOString(),
    })),
    bearsOn: await bearsOn(context, id),
  };
}

// What the reader may not see is not named: a link is shown where its record is.
async function bearsOn(context: Context, evidenceId: string) {
  const links = await context.tx.evidenceLink.findMany({
    where: { AND: [{ evidenceId, removedAt: null }, visibleLinks(context)] },
    orderBy: [{ createdAt: "asc" }, { id: "asc" }],
  });
  const records = await findRecords(context, links);
  return links.flatMap(({ id, subjectType, subjectId, unitId }) => {
    const record = records.get(subjectId);
    if (!record) return [];
    const { kind, ref, name } = record;
    return [
      {
        ...{ id, subjectType, subjectId, unitId, ref, name },
        kind: kind.one,
        href: hrefOf(kind, record),
      },
    ];
  });
}

/** One piece of evidence with its versions, the records it bears on, and what the actor may do with it. */
export const getEvidence = query({
  name: "evidence.get",
  summary: "One piece of evidence",
  permission: evidenceRead,
  input: byId,
  run: async (context, { id }) => {
    const evidence = await readEvidence(context, id);
    const edit = may(context.actor, evidenceEdit, evidence.unit.id);
    const withdrawn = evidence.withdrawnAt !== null;
    const detach = evidence.bearsOn.filter(({ unitId }) => may(context.actor, evidenceEdit, unitId));
    return {
      ...evidence,
      can: {
        edit: edit && !withdrawn,
        restore: edit && withdrawn,
        /** The links that the actor may take away, by their ids. */
        detach: detach.map(({ id: link }) => link),
      },
    };
  },
});

/** What happened to one piece of evidence, newest first. */
export const getEvidenceHistory = query({
  name: "evidence.history",
  summary: "What happened to a piece of evidence, newest first",
  permission: evidenceRead,
  input: byId,
  run: async (context, { id }) => {
    await findEvidence(context, id);
    return { entries: await recordHistory(context, "evidence", id, evidenceHistory) };
  },
});

/** The evidence that can be attached to a record, by title. */
export const evidenceChoices = choices({
  concept: "evidence",
  many: "evidence",
  permission: evidenceRead,
  find: async (context, { says, take }) => {
    const found = await context.tx.evidence.findMany({
      where: { AND: [{ title: says, withdrawnAt: null }, visibleTo(context)] },
      select: { id: true, number: true, title: true, unit: { select: { name: true } } },
      orderBy: [{ title: "asc" }, { id: "asc" }],
      take,
    });
    return found.map(({ id, number, title, unit }) => ({
      ...{ id, name: title },
      detail: `${evidenceRef(number)}, ${unit.name}`,
    }));
  },
});
