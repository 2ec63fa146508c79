import "server-only";
import * as z from "zod";
import { threatModelsRead, visibleTo } from "@/lib/domain/threat-models/access";
import { rulesInForce } from "@/lib/domain/threat-models/own-rules/rule-set";
import { countsOf } from "@/lib/domain/threat-models/queries/register";
import { modelRef, threatRef } from "@/lib/domain/threat-models/rules";
import type { Prisma } from "@/lib/platform/database/generated/client";
import { query } from "@/lib/platform/operation/operation";

const id = z.uuid({ error: "Is not the id of a record." });

/** The threat models in which a record of the inventory appears: of the system itself, or with an element for it. */
export const modelsWith = query({
  name: "threat-models.with",
  summary: "The threat models in which an AI system or a part of one appears",
  permission: threatModelsRead,
  input: z.strictObject({ recordId: id }),
  run: async (context, { recordId }) => {
    const found = await context.tx.storedThreatModel.findMany({
      where: {
        AND: [
          visibleTo(context),
          { OR: [{ systemId: recordId }, { parts: { some: { partId: recordId } } }] },
        ],
      },
      include: { system: { select: { id: true, name: true } } },
      orderBy: [{ title: "asc" }, { id: "asc" }],
      take: 200,
    });
    const counted = await countsOf(
      context.tx,
      found.map((one) => one.id),
    );
    return {
      rows: found.map(({ id: modelId, number, title, state, system }) => ({
        ...{ id: modelId, ref: modelRef(number), title, state, system },
        ...counted(modelId),
      })),
    };
  },
});

/** Threats with what their rules suggest: those of a risk, a control or a rule, or all that one may read. */
export const threatsOn = query({
  name: "threats.on",
  summary: "Threats, of a risk, of a rule, or against which a control is carried out",
  permission: threatModelsRead,
  input: z.strictObject({
    riskId: id.optional(),
    controlId: id.optional(),
    ruleId: z.string().max(80).optional(),
    limit: z.coerce.number({ error: "limit must be a whole number." }).int().min(1).max(500).default(500),
  }),
  run: async (context, { riskId, controlId, ruleId: rule, limit }) => {
    const linked: Prisma.ThreatWhereInput[] = [
      ...(riskId ? [{ risks: { some: { riskId, removedAt: null } } }] : []),
      ...(controlId ? [{ controls: { some: { controlId, removedAt: null } } }] : []),
      ...(rule ? [{ ruleId: rule }] : []),
    ];
    const found = await context.tx.threat.findMany({
      where: { AND: [{ model: { is: visibleTo(context) } }, ...linked] },
      include: { model: { select: { id: true, number: true, title: true } } },
      orderBy: { number: "asc" },
      take: limit,
    });
    const rules = await rulesInForce(context.tx);
    return {
      rows: found.map(({ id: threatId, number, title, state, ruleId, model }) => {
        const kind = ruleId ? rules.named(ruleId) : undefined;
        return {
          ...{ id: threatId, ref: threatRef(number), title, state, ruleId },
          model: { id: model.id, ref: modelRef(model.number), title: model.title },
          suggested: kind ? { likelihood: kind.likelihood, impact: kind.impact } : null,
        };
      }),
    };
  },
});
