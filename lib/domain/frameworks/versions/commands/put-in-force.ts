import "server-only";
import * as z from "zod";
import { frameworksEdit } from "@/lib/domain/frameworks/access";
import { versionsInForce } from "@/lib/domain/frameworks/queries/in-force";
import { assertTop, findVersion, type VersionHead } from "@/lib/domain/frameworks/versions/find";
import { stateOf } from "@/lib/domain/frameworks/versions/rules";
import { reasonFields, type VersionState } from "@/lib/domain/frameworks/versions/schema";
import { authorOf } from "@/lib/platform/access/actor";
import type { Change } from "@/lib/platform/audit/change";
import { Conflict } from "@/lib/platform/errors/public-error";
import { type Context, command } from "@/lib/platform/operation/operation";
import { recordVersion } from "@/lib/platform/schema/shape";

const answer = z.looseObject({ id: z.uuid(), version: z.int() });

/**
 * Puts a draft in force: from now on it is read, searched and covered, in place of the version before it. What people have
 * said of a requirement stays with its reference; where the reference is gone it is listed and counts no more.
 */
export const applyFramework = command({
  name: "framework-versions.apply",
  summary: "Put an imported framework in force",
  permission: frameworksEdit,
  input: z.strictObject({ ...recordVersion, ...reasonFields }),
  output: answer,
  run: async (context, { id, version, reason }) => {
    const before = await inState(context, id, "draft");
    const done = { appliedAt: context.now, appliedById: authorOf(context.actor) };
    return closed(context, before, version, { done, more: { reason } });
  },
});

/** Discards a draft; it stays readable and is never put in force. */
export const discardFramework = command({
  name: "framework-versions.discard",
  summary: "Discard the draft of an imported framework",
  permission: frameworksEdit,
  input: z.strictObject(recordVersion),
  output: answer,
  run: async (context, { id, version }) => {
    const before = await inState(context, id, "draft");
    return closed(context, before, version, { done: { discardedAt: context.now } });
  },
});

/** Takes an imported framework out of the list; its versions and what was said of it stay, and a later import brings it back. */
export const withdrawFramework = command({
  name: "framework-versions.withdraw",
  summary: "Withdraw an imported framework",
  permission: frameworksEdit,
  input: z.strictObject({ ...recordVersion, ...reasonFields }),
  output: answer,
  run: async (context, { id, version, reason }) => {
    const before = await inState(context, id, "in-force");
    return closed(context, before, version, { done: { withdrawnAt: context.now }, more: { reason } });
  },
});

const words: Partial<Record<VersionState, string>> = {
  draft: "It was put in force or discarded already. Import the file again to use it.",
  "in-force": "It is not in force. Only the version in force can be withdrawn.",
};

async function inState(context: Context, id: string, wanted: VersionState): Promise<VersionHead> {
  const found = await findVersion(context, id);
  await assertTop(context);
  const latest = (await versionsInForce(context.tx)).get(found.key) ?? null;
  if (stateOf(found, latest) !== wanted) throw new Conflict(words[wanted] ?? "It is in another state.");
  return found;
}

async function closed(
  context: Context,
  before: VersionHead,
  version: number,
  { done, more = {} }: { done: object; more?: object },
) {
  const { id, unitId } = before;
  const { count } = await context.tx.frameworkVersion.updateMany({
    where: { id, version },
    data: { ...done, version: { increment: 1 } },
  });
  if (count === 0) throw new Conflict("Somebody changed it meanwhile. Look at it again.", before);
  const after = await findVersion(context, id);
  const change: Change = {
    subject: { type: "framework-versions", id, unitId },
    before,
    after: { ...after, ...more },
  };
  return { result: { id, version: after.version }, change };
}
