import "server-only";
import * as z from "zod";
import { gatesRead } from "@/lib/domain/test-runs/gate/access";
import { findPolicy } from "@/lib/domain/test-runs/gate/queries/find";
import { NotFound } from "@/lib/platform/errors/public-error";
import { query } from "@/lib/platform/operation/operation";

const id = z.uuid({ error: "Is not the id of a record." });
const number = z.coerce
  .number({ error: "A version is a whole number." })
  .int("A version is a whole number.")
  .min(1, "Versions count from 1.")
  .max(2_147_483_647, "There is no such version.");
const atOnce = 20;

/** The versions of a gate policy without their texts, the newest first, 20 at a time. */
export const listPolicyVersions = query({
  name: "gate-policies.versions",
  summary: "The versions of a gate policy, the newest first; ?before=7 goes on with those below 7",
  permission: gatesRead,
  input: z.strictObject({ id, before: number.optional() }),
  run: async (context, { id: policyId, before }) => {
    await findPolicy(context, policyId);
    const { tx } = context;
    const found = await tx.gatePolicyVersion.findMany({
      where: { policyId, ...(before === undefined ? {} : { number: { lt: before } }) },
      select: { number: true, sha256: true, reason: true, createdById: true, createdAt: true },
      orderBy: { number: "desc" },
      take: atOnce + 1,
    });
    const rows = found.slice(0, atOnce);
    const people = await tx.person.findMany({
      where: { id: { in: rows.map(({ createdById }) => createdById) } },
      select: { id: true, name: true },
    });
    const nameOf = new Map(people.map((one) => [one.id, one.name]));
    return {
      rows: rows.map(({ createdById, createdAt, ...version }) => ({
        ...version,
        by: nameOf.get(createdById) ?? null,
        at: createdAt.toISOString(),
      })),
      next: found.length > atOnce ? (rows.at(-1)?.number ?? null) : null,
    };
  },
});

/** One version of a gate policy with its text. */
export const getPolicyVersion = query({
  name: "gate-policies.version",
  summary: "One version of a gate policy with its text",
  permission: gatesRead,
  input: z.strictObject({ id, number }),
  run: async (context, { id: policyId, number: wanted }) => {
    await findPolicy(context, policyId);
    const found = await context.tx.gatePolicyVersion.findUnique({
      where: { policyId_number: { policyId, number: wanted } },
      select: { number: true, text: true, sha256: true },
    });
    if (!found) throw new NotFound();
    return found;
  },
});
