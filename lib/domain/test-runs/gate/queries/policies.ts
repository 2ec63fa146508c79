import "server-only";
import * as z from "zod";
import { gatePoliciesEdit, gatesRead, policiesVisibleTo } from "@/lib/domain/test-runs/gate/access";
import { findPolicy } from "@/lib/domain/test-runs/gate/queries/find";
import { policyColumns, policyFields, policyRecord } from "@/lib/domain/test-runs/gate/schema";
import { may } from "@/lib/platform/access/actor";
import { recordHistory } from "@/lib/platform/audit/history";
import type { Prisma } from "@/lib/platform/database/generated/client";
import { query } from "@/lib/platform/operation/operation";
import type { RegisterRow } from "@/lib/platform/register/column";
import { register } from "@/lib/platform/register/register";

const include = { unit: { select: { id: true, name: true } } } as const satisfies Prisma.GatePolicyInclude;
type Read = Prisma.GatePolicyGetPayload<{ include: typeof include }>;

function toRow({ unitId: _unit, createdById: _by, ...policy }: Read) {
  return {
    ...policy,
    ref: policy.key,
    retiredAt: policy.retiredAt?.toISOString() ?? null,
    createdAt: policy.createdAt.toISOString(),
    updatedAt: policy.updatedAt.toISOString(),
  } satisfies RegisterRow;
}

/** The register of gate policies: list, count and batches. */
export const policyRegister = register<
  Prisma.GatePolicyWhereInput,
  Prisma.GatePolicyOrderByWithRelationInput
>({
  concept: "gate-policies",
  title: "Gate policies",
  columns: policyColumns,
  permission: gatesRead,
  sort: "key",
  visibleTo: policiesVisibleTo,
  search: (words) => ({
    OR: [
      { key: { contains: words, mode: "insensitive" } },
      { title: { contains: words, mode: "insensitive" } },
    ],
  }),
  fetch: async (tx, what) => (await tx.gatePolicy.findMany({ ...what, include })).map(toRow),
  count: (tx, where) => tx.gatePolicy.count({ where }),
});

const byId = z.strictObject({ id: z.uuid({ error: "Is not the id of a record." }) });

/** One gate policy with the text of its newest version. */
export const getGatePolicy = query({
  name: "gate-policies.get",
  summary: "One gate policy with the text of its newest version",
  permission: gatesRead,
  input: byId,
  output: policyRecord,
  run: async (context, { id }) => {
    const { unitId } = await findPolicy(context, id);
    const found = await context.tx.gatePolicy.findUniqueOrThrow({
      where: { id },
      include: { ...include, versions: { orderBy: { number: "desc" }, take: 1 } },
    });
    const { versions, ...policy } = found;
    return {
      ...toRow(policy),
      unitId,
      text: versions[0]?.text ?? "",
      can: { edit: policy.retiredAt === null && may(context.actor, gatePoliciesEdit, unitId) },
    };
  },
});

/** What happened to a gate policy. */
export const getPolicyHistory = query({
  name: "gate-policies.history",
  summary: "The changes of a gate policy",
  permission: gatesRead,
  input: byId,
  run: async (context, { id }) => {
    await findPolicy(context, id);
    return { entries: await recordHistory(context, "gate-policies", id, policyFields) };
  },
});
