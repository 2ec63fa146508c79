import "server-only";
import * as z from "zod";
import { unitProblems } from "@/lib/domain/organization/units/access";
import { gatePoliciesEdit } from "@/lib/domain/test-runs/gate/access";
import { type ReadPolicy, readPolicy } from "@/lib/domain/test-runs/gate/policy";
import { findPolicy } from "@/lib/domain/test-runs/gate/queries/find";
import { policyFields, policyRecord } from "@/lib/domain/test-runs/gate/schema";
import { authorOf, may } from "@/lib/platform/access/actor";
import type { Change } from "@/lib/platform/audit/change";
import type { GatePolicy, Prisma } from "@/lib/platform/database/generated/client";
import { Conflict, Forbidden, Invalid } from "@/lib/platform/errors/public-error";
import { type Context, command } from "@/lib/platform/operation/operation";
import { assertWon } from "@/lib/platform/operation/version";
import { createInput, recordVersion } from "@/lib/platform/schema/shape";

const { title, unitId: unit, text, reason } = policyFields;

/** Writes the first version of a gate policy; its id in the text is not that of another one of the unit. */
export const createGatePolicy = command({
  name: "gate-policies.create",
  summary: "Write a gate policy",
  permission: gatePoliciesEdit,
  input: createInput({ title, unitId: unit, text }),
  output: policyRecord,
  run: async (context, { title, unitId, text }) => {
    const problems = await unitProblems(context, unitId);
    if (problems.length > 0) throw new Invalid(problems);
    const read = policyIn(text);
    const { id: key, version: newest, mode } = read.policy;
    const createdById = authorOf(context.actor);
    const [after] = await context.tx.gatePolicy.createManyAndReturn({
      data: [{ key, title, unitId, newest, mode, createdById }],
      skipDuplicates: true,
    });
    if (!after)
      throw refused(`The unit has a policy with the id ${key}. Write a new version of it, or another id.`);
    await writeVersion(context, after, read, { text, reason: "First version." });
    return { result: policyAnswer(after), change: policyChange(null, after, read) };
  },
});

/** Writes the next version of a gate policy; verdicts keep the version that they were made by. */
export const updateGatePolicy = command({
  name: "gate-policies.update",
  summary: "Write the next version of a gate policy",
  permission: gatePoliciesEdit,
  input: z.strictObject({ ...recordVersion, title, text, reason }),
  output: policyRecord,
  run: async (context, { id, version, title, text, reason }) => {
    const before = await forChange(context, id);
    if (before.retiredAt) throw new Conflict("The policy is retired. Write another one.");
    const read = policyIn(text);
    const { id: key, version: newest, mode } = read.policy;
    if (key !== before.key)
      throw refused(`The id is ${before.key} and stays so, since pipelines name it. The text says ${key}.`);
    if (newest <= before.newest)
      throw refused(`Version ${before.newest} is the newest. Give the text a higher one than ${newest}.`);
    const after = await write(context, before, version, { title, newest, mode });
    await writeVersion(context, after, read, { text, reason });
    return { result: policyAnswer(after), change: policyChange(before, after, read) };
  },
});

/** Retires a gate policy: nothing is decided by it any more, and its verdicts stay. */
export const retireGatePolicy = command({
  name: "gate-policies.retire",
  summary: "Retire a gate policy",
  permission: gatePoliciesEdit,
  input: z.strictObject({ ...recordVersion, reason }),
  output: policyRecord,
  run: async (context, { id, version, reason: retiredReason }) => {
    const before = await forChange(context, id);
    if (before.retiredAt) throw new Conflict("It is retired already.");
    const after = await write(context, before, version, { retiredAt: context.now, retiredReason });
    return { result: policyAnswer(after), change: policyChange(before, after, null) };
  },
});

function policyIn(text: string): ReadPolicy {
  try {
    return readPolicy(text);
  } catch (error) {
    if (!(error instanceof Invalid)) throw error;
    throw new Invalid(error.problems.map(({ message }) => ({ path: "text", message })));
  }
}

function refused(message: string): Invalid {
  return new Invalid([{ path: "text", message }]);
}

async function forChange(context: Context, id: string): Promise<GatePolicy> {
  const found = await findPolicy(context, id);
  if (!may(context.actor, gatePoliciesEdit, found.unitId))
    throw new Forbidden("You may read this policy but not write it. Ask the unit that keeps it.");
  return found;
}

async function write(
  context: Context,
  { id }: GatePolicy,
  version: number,
  data: Prisma.GatePolicyUncheckedUpdateManyInput,
): Promise<GatePolicy> {
  const [after] = await context.tx.gatePolicy.updateManyAndReturn({
    where: { id, version },
    data: { ...data, version: { increment: 1 } },
  });
  await assertWon({ count: after ? 1 : 0 }, () => findPolicy(context, id));
  return after as GatePolicy;
}

async function writeVersion(
  { tx, actor }: Context,
  { id: policyId, unitId, newest: number }: GatePolicy,
  { sha256 }: ReadPolicy,
  said: { text: string; reason: string },
): Promise<void> {
  const createdById = authorOf(actor);
  await tx.gatePolicyVersion.create({ data: { policyId, unitId, number, sha256, ...said, createdById } });
}

function policyAnswer({ id, key, title, newest, version }: GatePolicy) {
  return { id, key, title, newest, version };
}

function policyChange(before: GatePolicy | null, after: GatePolicy, read: ReadPolicy | null): Change {
  return {
    subject: { type: "gate-policies", id: after.id, unitId: after.unitId },
    before,
    after: { ...after, ...(read ? { sha256: read.sha256 } : {}) },
  };
}
