import "server-only";
import { answersOf } from "@/lib/domain/assessments/answers/rules";
import { differingFacts, suggestionsOf } from "@/lib/domain/assessments/facts/rules";
import type { Content } from "@/lib/domain/assessments/queries/content";
import { approvalKind } from "@/lib/domain/assessments/schema";
import { controlsEdit, visibleTo } from "@/lib/domain/controls/access";
import { mitigationsOf } from "@/lib/domain/controls/queries/library";
import { systemsEdit } from "@/lib/domain/inventory/systems/access";
import { shippedRiskNames } from "@/lib/domain/risk-catalogue/queries";
import { risksCreate, visibleTo as visibleRisks } from "@/lib/domain/risks/access";
import { may } from "@/lib/platform/access/actor";
import type { Assessment } from "@/lib/platform/database/generated/client";
import type { Context } from "@/lib/platform/operation/operation";
import { dayText } from "@/lib/platform/time/day";

/** Returns what answers say about the system beside what the register holds, what risks and controls they suggest, and whether the actor may take them over. */
export async function proposals(context: Context, content: Content, { systemId }: Assessment) {
  const { tx, actor } = context;
  const questions = content.asked.sections.flatMap((section) => section.questions);
  const answers = answersOf(content.standing);
  const suggested = suggestionsOf(questions, answers);
  const risks = shippedRiskNames().risks.filter(({ value }) => suggested.some(({ risk }) => risk === value));
  const system =
    systemId === null
      ? null
      : await tx.system.findFirst({
          where: { id: systemId },
          select: { id: true, version: true, unitId: true },
        });
  const adopted =
    systemId === null
      ? []
      : await tx.risk.findMany({
          where: {
            AND: [
              { catalogueKey: { in: risks.map(({ value }) => value) }, systems: { some: { systemId } } },
              visibleRisks(context),
            ],
          },
          select: { id: true, catalogueKey: true },
        });
  return {
    differing: system ? differingFacts(questions, answers, content.facts) : [],
    systemVersion: system?.version ?? null,
    suggested: risks.map(({ value: risk, label: title }) => ({
      ...{ risk, title },
      because: [...new Set(suggested.flatMap((one) => (one.risk === risk ? one.because : [])))],
      adoptedAs: adopted.find(({ catalogueKey }) => catalogueKey === risk)?.id ?? null,
    })),
    suggestedControls: await controlsFor(context, suggested, system),
    may: {
      confirmFacts: system !== null && may(actor, systemsEdit, system.unitId),
      adopt: system !== null && may(actor, risksCreate, system.unitId),
      adoptControls: system !== null && may(actor, controlsEdit, system.unitId),
    },
  };
}

/** Returns what the answers suggest as mitigations, each with its reasons and the controls that carry it out for the system. */
async function controlsFor(
  context: Context,
  suggested: readonly { control: string | null; because: string }[],
  system: { id: string; unitId: string } | null,
) {
  const mitigations = mitigationsOf(suggested.flatMap(({ control }) => control ?? []));
  const keys = mitigations.flatMap(({ controls }) => controls.map(({ key }) => key));
  // Carried out for the system itself, or for the whole of its unit.
  const place = system && {
    OR: [{ systemId: system.id }, { systemId: null, unitId: system.unitId }],
  };
  const adopted = place
    ? await context.tx.control.findMany({
        where: { AND: [{ libraryKey: { in: keys } }, place, await visibleTo(context)] },
        select: { id: true, libraryKey: true },
      })
    : [];
  return mitigations.map(({ id, title, controls }) => ({
    ...{ id, title },
    because: [...new Set(suggested.flatMap((one) => (one.control === id ? one.because : [])))],
    controls: controls.map((one) => ({
      ...one,
      adoptedAs: adopted.find(({ libraryKey }) => libraryKey === one.key)?.id ?? null,
    })),
  }));
}

/** Returns every signature that was asked for on an assessment, the newest first, whatever became of it. */
export async function signatures({ tx }: Context, subjectId: string) {
  const found = await tx.decision.findMany({
    where: { kind: approvalKind, subjectId },
    orderBy: [{ requestedAt: "desc" }, { id: "desc" }],
  });
  const people = await tx.person.findMany({
    where: { id: { in: found.flatMap(({ signerId }) => signerId ?? []) } },
    select: { id: true, name: true },
  });
  const nameOf = new Map(people.map(({ id, name }) => [id, name]));
  return found.map(
    ({
      id,
      state,
      signerId,
      signedAt,
      signerReason,
      signerRole,
      closedReason,
      digest,
      until,
      requestedAt,
    }) => ({
      ...{ id, state, signerReason, signerRole, closedReason, digest },
      signer: signerId === null ? null : (nameOf.get(signerId) ?? "Plumbline"),
      signedAt: signedAt?.toISOString() ?? null,
      requestedAt: requestedAt.toISOString(),
      until: dayText(until),
    }),
  );
}
