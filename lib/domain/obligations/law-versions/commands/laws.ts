import "server-only";
import * as z from "zod";
import { closeDecision } from "@/lib/domain/decisions/commands";
import { liveDecisions } from "@/lib/domain/decisions/queries";
import { lawsEdit } from "@/lib/domain/obligations/access";
import { classificationChange, tell } from "@/lib/domain/obligations/classifications/commands/write";
import { summaryOf } from "@/lib/domain/obligations/classifications/content";
import { classificationKind } from "@/lib/domain/obligations/classifications/schema";
import { type Law, lawIn, shippedFiles } from "@/lib/domain/obligations/law";
import { type Affected, compareLaws } from "@/lib/domain/obligations/law-versions/compare";
import { findLaw, inForceId } from "@/lib/domain/obligations/law-versions/queries/laws";
import { lawStateOf } from "@/lib/domain/obligations/law-versions/rules";
import { applyFields, loadFields, loadFiles } from "@/lib/domain/obligations/law-versions/schema";
import { lawInForce, lawOfVersion } from "@/lib/domain/obligations/queries/law-in-force";
import { topUnit } from "@/lib/domain/organization/settings/setting";
import { authorOf, may } from "@/lib/platform/access/actor";
import type { Change } from "@/lib/platform/audit/change";
import { Conflict, Forbidden, Invalid } from "@/lib/platform/errors/public-error";
import { type Context, command } from "@/lib/platform/operation/operation";
import { createInput, recordVersion } from "@/lib/platform/schema/shape";

const answer = z.looseObject({ id: z.uuid(), version: z.int() });

/**
 * Loads another edition of the law's data as a draft, by which nothing counts yet. A file that is left out stays as it is in
 * force; one that does not hold together is refused, and the message says where.
 */
export const loadLaw = command({
  name: "laws.load",
  summary: "Load another edition of the EU AI Act's data as a draft",
  permission: lawsEdit,
  input: createInput({ ...loadFields, ...loadFiles }),
  output: answer,
  run: async (context, { edition, note, ...given }) => {
    const { tx, actor } = context;
    const unitId = await assertTop(context);
    if (given.tree === null && given.requirements === null)
      throw new Invalid([
        { path: "tree", message: "Choose at least one file: the decision tree or the requirements." },
      ]);
    const now = await filesInForce(context);
    const files = { tree: given.tree ?? now.tree, requirements: given.requirements ?? now.requirements };
    const law = readLaw(edition, files, given.tree === null ? "requirements" : "tree");
    if (law.digest === (await lawInForce(tx)).digest)
      throw new Conflict("These files are the ones in force, letter by letter. There is nothing to change.");
    const {
      tree: _tree,
      requirements: _list,
      ...row
    } = await tx.lawVersion.create({
      data: { unitId, edition, note, ...files, digest: law.digest, createdById: authorOf(actor) },
    });
    return {
      result: { id: row.id, version: row.version, digest: law.digest },
      change: { subject: { type: "laws", id: row.id, unitId }, before: null, after: row },
    };
  },
});

async function filesInForce({ tx }: Context) {
  const id = await inForceId(tx);
  return id === null
    ? shippedFiles()
    : tx.lawVersion.findUniqueOrThrow({ where: { id }, select: { tree: true, requirements: true } });
}

function readLaw(edition: string, files: { tree: string; requirements: string }, path: string): Law {
  try {
    return lawIn(edition, files);
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error);
    throw new Invalid([{ path, message: `The edition does not hold together. ${message}` }]);
  }
}

/**
 * Applies a draft: from now on systems are classified by it. A signature on a classification whose outcomes or open questions
 * change goes stale and says so; what drafts come to is found anew.
 */
export const applyLaw = command({
  name: "laws.apply",
  summary: "Apply another edition of the EU AI Act's data",
  permission: lawsEdit,
  input: z.strictObject({ ...recordVersion, ...applyFields }),
  output: answer,
  timeoutMs: 60_000,
  run: async (context, { id, version, reason }) => {
    const { tx, now, actor } = context;
    const before = await draftOf(context, id);
    const laws = [await lawInForce(tx), await lawOfVersion(tx, before)] as const;
    const affected = await compareLaws(context, laws, {});
    const after = await close(context, before, version, { appliedAt: now, appliedById: authorOf(actor) });
    const changes: Change[] = [lawChange(before, after, { reason })];
    for (const one of affected) changes.push(...(await follow(context, one, after.edition)));
    return { result: { id, version: after.version }, changes };
  },
});

async function follow(context: Context, one: Affected, edition: string): Promise<Change[]> {
  const { system, row, after: content, changes } = one;
  const telling = changes.filter(({ what }) => what !== "duty");
  const { pending, inForce } = await liveDecisions(context.tx, classificationKind, row.id);
  const decision = telling.length > 0 ? (pending ?? inForce) : null;
  const words = telling
    .slice(0, 3)
    .map(({ name, how, before, after }) =>
      how === "date" ? `${name}: ${before} → ${after}` : `${how === "added" ? "new" : "gone"}: ${name}`,
    );
  const more = telling.length > words.length ? `; and ${telling.length - words.length} more` : "";
  const stateReason = `The law's data changed to the edition ${edition}: ${words.join("; ")}${more}.`.slice(
    0,
    2_000,
  );
  const written = await context.tx.classification.update({
    where: { id: row.id },
    data: {
      // What was signed stays to be seen as it was; what is open is found by the law in force.
      ...(decision && inForce ? {} : summaryOf(content)),
      ...(decision ? { state: pending ? "draft" : "stale", stateReason } : {}),
      version: { increment: 1 },
    },
  });
  const own = [{ ...classificationChange(row, written), action: "classifications.follow" }];
  if (!decision) return own;
  const closed = await closeDecision(context, decision, "stale", stateReason);
  await tell(context, system, (name) => `Classify again: ${name}. ${stateReason}`, [
    ...[decision.requestedById, decision.signerId, system.ownerId],
  ]);
  return [...own, closed.change];
}

/** Discards a draft; it stays readable and is never applied. */
export const discardLaw = command({
  name: "laws.discard",
  summary: "Discard a draft of another edition of the EU AI Act's data",
  permission: lawsEdit,
  input: z.strictObject(recordVersion),
  output: answer,
  run: async (context, { id, version }) => {
    const before = await draftOf(context, id);
    const after = await close(context, before, version, { discardedAt: context.now });
    return { result: { id, version: after.version }, change: lawChange(before, after) };
  },
});

type Found = Awaited<ReturnType<typeof findLaw>>;

const atTheTop = "The law is the same for the whole organisation: only who may do this at its top can.";

async function assertTop({ tx, actor }: Context): Promise<string> {
  const unitId = await topUnit(tx);
  if (may(actor, lawsEdit, unitId)) return unitId;
  throw new Forbidden(atTheTop);
}

async function draftOf(context: Context, id: string): Promise<Found> {
  const found = await findLaw(context, id);
  if (!may(context.actor, lawsEdit, found.unitId)) throw new Forbidden(atTheTop);
  if (lawStateOf(found, await inForceId(context.tx)) !== "draft")
    throw new Conflict("It was applied or discarded already. Load it again to use it.");
  return found;
}

async function close(context: Context, before: Found, version: number, data: object): Promise<Found> {
  const { count } = await context.tx.lawVersion.updateMany({
    where: { id: before.id, version, appliedAt: null, discardedAt: null },
    data: { ...data, version: { increment: 1 } },
  });
  if (count === 0)
    throw new Conflict("Somebody applied or discarded it meanwhile. Look at it again.", before);
  return findLaw(context, before.id);
}

function lawChange(before: Found, after: Found, more: object = {}): Change {
  return {
    subject: { type: "laws", id: after.id, unitId: after.unitId },
    before,
    after: { ...after, ...more },
  };
}
