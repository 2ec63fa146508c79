import "server-only";
import * as z from "zod";
import { intakeApprove, intakeRead, intakeTriage, mayEdit, visibleTo } from "@/lib/domain/intake/access";
import { type Act, acts, obstacleTo, proposalRef, verdictOf } from "@/lib/domain/intake/rules";
import { historyFields, type ProposalState, proposalColumns } from "@/lib/domain/intake/schema";
import { inventoryRef } from "@/lib/domain/inventory/rules";
import { visibleTo as visibleSystems } from "@/lib/domain/inventory/systems/access";
import { type Actor, may } from "@/lib/platform/access/actor";
import { recordHistory } from "@/lib/platform/audit/history";
import type { Transaction } from "@/lib/platform/database/client";
import type { Prisma, Proposal } from "@/lib/platform/database/generated/client";
import { Conflict, Forbidden, NotFound } from "@/lib/platform/errors/public-error";
import { lookBack } from "@/lib/platform/operation/as-of";
import { type Context, query } from "@/lib/platform/operation/operation";
import { refNumber } from "@/lib/platform/register/reference";
import { register } from "@/lib/platform/register/register";
import type { FoundRecord } from "@/lib/platform/registry/contributions";
import { dayText } from "@/lib/platform/time/day";

const byId = z.strictObject({ id: z.uuid({ error: "Is not the id of a record." }), ...lookBack });
const person = { select: { id: true, name: true, email: true } } as const;
const named = { select: { id: true, name: true } } as const;
const withNames = {
  unit: named,
  owner: person,
  technicalOwner: person,
  system: { select: { id: true, number: true, name: true } },
} as const satisfies Prisma.ProposalInclude;

type Read = Prisma.ProposalGetPayload<{ include: typeof withNames }>;

async function toRows(tx: Transaction, found: readonly Read[]) {
  const ids = found.flatMap(({ createdById, triagedById, decidedById }) => [
    createdById,
    triagedById,
    decidedById,
  ]);
  const people = await tx.person.findMany({
    where: { id: { in: [...new Set(ids.filter((id) => id !== null))] } },
    ...named,
  });
  const nameOf = new Map(people.map(({ id, name }) => [id, name]));
  const nameIn = (id: string | null) => (id === null ? null : (nameOf.get(id) ?? "Plumbline"));
  return found.map(
    ({ unitId: _unit, ownerId: _owner, technicalOwnerId: _technical, systemId: _system, ...row }) => ({
      ...row,
      ref: proposalRef(row.number),
      system: row.system && {
        id: row.system.id,
        name: row.system.name,
        ref: inventoryRef("S", row.system.number),
      },
      proposer: nameIn(row.createdById) ?? "",
      triagedBy: nameIn(row.triagedById),
      decidedBy: nameIn(row.decidedById),
      plannedOn: dayText(row.plannedOn),
      triagedAt: row.triagedAt?.toISOString() ?? null,
      decidedAt: row.decidedAt?.toISOString() ?? null,
      createdAt: row.createdAt.toISOString(),
      updatedAt: row.updatedAt.toISOString(),
    }),
  );
}

/** The register of proposals: list, count and batches. */
export const proposalRegister = register<Prisma.ProposalWhereInput, Prisma.ProposalOrderByWithRelationInput>({
  concept: "proposals",
  title: "Proposals",
  columns: proposalColumns,
  permission: intakeRead,
  sort: "-createdAt",
  visibleTo: ({ actor }) => visibleTo(actor),
  search: (words) => ({
    OR: [
      { name: { contains: words, mode: "insensitive" } },
      { purpose: { contains: words, mode: "insensitive" } },
      { number: { in: refNumber(words, "I") ?? [] } },
    ],
  }),
  lookups: { mine: (_text, { actor }) => ({ createdById: actor.personId ?? "" }) },
  fetch: async (tx, what) =>
    (await toRows(tx, await tx.proposal.findMany({ ...what, include: withNames }))).map(
      ({ system, ...row }) => row,
    ),
  looksBack: true,
  count: (tx, where) => tx.proposal.count({ where }),
});

/** Returns the stored proposal within the actor's scope, as the audit trail keeps it; throws NotFound. */
export async function findProposal({ tx, actor }: Context, id: string): Promise<Proposal> {
  const found = await tx.proposal.findFirst({ where: { AND: [{ id }, visibleTo(actor)] } });
  if (!found) throw new NotFound();
  return found;
}

/** Returns those of these proposals that the actor may see, as other concepts name them. */
export async function findProposals({ tx, actor }: Context, ids: readonly string[]): Promise<FoundRecord[]> {
  const found = await tx.proposal.findMany({
    where: { AND: [{ id: { in: [...ids] } }, visibleTo(actor)] },
    select: { id: true, number: true, name: true, unitId: true, createdById: true },
  });
  return found.map(({ number, createdById, ...one }) => ({
    ...one,
    ref: proposalRef(number),
    ownerId: createdById,
  }));
}

/** Throws Forbidden or Conflict, with the reason, unless the actor may do this with a proposal that they see. */
export function assertCan(act: Act, actor: Actor, proposal: Proposal): void {
  const refusal = refusalTo(act, actor, proposal);
  if (refusal !== null) throw new Forbidden(refusal);
  const obstacle = obstacleTo(act, proposal.state as ProposalState);
  if (obstacle !== null) throw new Conflict(obstacle);
}

function refusalTo(act: Act, actor: Actor, proposal: Proposal): string | null {
  const { unitId, createdById } = proposal;
  if (act === "edit" && mayEdit(actor, proposal)) return null;
  if (act === "withdraw" && actor.personId === createdById) return null;
  const triages = may(actor, intakeTriage, unitId);
  if (["triage", "return", "reopen"].includes(act) && triages) return null;
  const approves = may(actor, intakeApprove, unitId);
  if ((act === "approve" || act === "decline") && approves)
    return actor.personId === createdById ? "You proposed it. Somebody else has to decide." : null;
  return "You may read this proposal but not do this with it.";
}

/** One proposal: what it says, whether it is AI by its answers, what may be done with it, and systems like it. */
export const getProposal = query({
  name: "proposals.get",
  summary: "One proposal",
  permission: intakeRead,
  input: byId,
  run: async (context, { id }) => {
    const { tx, actor } = context;
    const stored = await findProposal(context, id);
    const found = await tx.proposal.findFirst({ where: { id }, include: withNames });
    const [row] = found ? await toRows(tx, [found]) : [];
    if (!row) throw new NotFound();
    const can = Object.fromEntries(
      acts.map((act) => [
        act,
        refusalTo(act, actor, stored) === null && obstacleTo(act, stored.state as ProposalState) === null,
      ]),
    ) as Record<Act, boolean>;
    return { ...row, ...verdictOf(stored), can, similar: await similarTo(context, stored) };
  },
});

// Systems whose names share a word of some length: what triage should look at first.
async function similarTo({ tx, actor }: Context, { name, systemId }: Proposal) {
  const words = name.split(/[^\p{L}\p{N}]+/u).filter((word) => word.length > 3);
  if (words.length === 0) return [];
  const found = await tx.system.findMany({
    where: {
      AND: [
        visibleSystems(actor),
        { OR: words.map((word) => ({ name: { contains: word, mode: "insensitive" as const } })) },
        systemId === null ? {} : { id: { not: systemId } },
      ],
    },
    select: { id: true, number: true, name: true, stage: true },
    orderBy: [{ name: "asc" }, { id: "asc" }],
    take: 5,
  });
  return found.map(({ number, ...system }) => ({ ...system, ref: inventoryRef("S", number) }));
}

/** What happened to one proposal, newest first. */
export const proposalHistory = query({
  name: "proposals.history",
  summary: "What happened to a proposal, newest first",
  permission: intakeRead,
  input: byId,
  run: async (context, { id }) => {
    await findProposal(context, id);
    return { entries: await recordHistory(context, "proposals", id, historyFields) };
  },
});
