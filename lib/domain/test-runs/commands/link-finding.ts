import "server-only";
import * as z from "zod";
import { linkFields } from "@/lib/domain/controls/schema";
import { namedOrNewRisk } from "@/lib/domain/risks/commands/named-or-new";
import { riskFields } from "@/lib/domain/risks/schema";
import { assertMay, findingsTriage } from "@/lib/domain/test-runs/access";
import { findingRef } from "@/lib/domain/test-runs/findings/rules";
import { findFinding } from "@/lib/domain/test-runs/queries/find";
import { authorOf } from "@/lib/platform/access/actor";
import type { Change } from "@/lib/platform/audit/change";
import type { Finding, FindingRisk } from "@/lib/platform/database/generated/client";
import { Conflict } from "@/lib/platform/errors/public-error";
import { command } from "@/lib/platform/operation/operation";
import { takeAway } from "@/lib/platform/operation/take-away";
import { recordVersion } from "@/lib/platform/schema/shape";

/** Makes a finding a risk: a new one in its words, which a person scores, or one that is there already. */
export const findingToRisk = command({
  name: "findings.toRisk",
  summary: "Make a finding a risk, or part of one",
  permission: findingsTriage,
  input: z.strictObject({
    id: recordVersion.id,
    riskId: linkFields.riskId.optional(),
    title: riskFields.title.optional(),
    category: riskFields.category.default("security"),
    ownerId: riskFields.ownerId.default(null),
  }),
  run: async (context, { id, riskId, title, category, ownerId }) => {
    const { tx, actor } = context;
    const finding = await findFinding(context, id);
    assertMay(actor, findingsTriage, finding.unitId);
    const { risk, changes } = await namedOrNewRisk(context, riskId, {
      ...{ ...riskWords(finding), category, ownerId },
      ...(title === undefined ? {} : { title }),
    });
    const [link] = await tx.findingRisk.createManyAndReturn({
      data: [{ findingId: id, riskId: risk.id, unitId: finding.unitId, createdById: authorOf(actor) }],
      skipDuplicates: true,
    });
    if (!link) throw new Conflict("This finding belongs to the risk already.");
    return {
      result: { id: link.id, riskId: risk.id },
      changes: [...changes, linkChange(null, link)],
    };
  },
});

function riskWords({ number, title, systemId, unitId, occurrences, evaluated }: Finding) {
  const times = evaluated > 0 ? `${occurrences} of ${evaluated} test cases` : `${occurrences} test cases`;
  return {
    ...{ title, unitId, systemIds: [systemId], threatFamily: null },
    cause: `${findingRef(number)}: the system did not hold in ${times}.`,
    ...{ event: title, consequence: null },
    ...{ treatment: null, treatmentPlan: null, treatmentDueOn: null, reviewEveryDays: null },
  };
}

/** Takes a finding away from a risk; that it was linked, and until when, stays known. */
export const unlinkFindingRisk = command({
  name: "finding-risks.remove",
  summary: "Take a finding away from a risk",
  permission: findingsTriage,
  input: z.strictObject({ id: recordVersion.id }),
  run: async (context, { id }) => {
    const { before, after } = await takeAway(context, id, {
      find: (where) => context.tx.findingRisk.findFirst({ where }),
      write: (where, data) => context.tx.findingRisk.updateManyAndReturn({ where, data }),
    });
    return { result: { id }, change: linkChange(before, after) };
  },
});

function linkChange(before: FindingRisk | null, after: FindingRisk): Change {
  return { subject: { type: "finding-risks", id: after.id, unitId: after.unitId }, before, after };
}
