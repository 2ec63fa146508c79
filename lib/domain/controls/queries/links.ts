import "server-only";
import * as z from "zod";
import { controlsEdit, controlsRead, visibleTo } from "@/lib/domain/controls/access";
import { currentFrom } from "@/lib/domain/controls/current-score/rules";
import { findControl } from "@/lib/domain/controls/queries/control";
import { effectsOn } from "@/lib/domain/controls/queries/effects";
import { controlRef } from "@/lib/domain/controls/rules";
import { visibleTo as visibleRisks } from "@/lib/domain/risks/access";
import { groundOf } from "@/lib/domain/risks/queries/method";
import { findRisk } from "@/lib/domain/risks/queries/risk";
import { riskRef } from "@/lib/domain/risks/rules";
import { may } from "@/lib/platform/access/actor";
import { lookBack } from "@/lib/platform/operation/as-of";
import { query } from "@/lib/platform/operation/operation";
import { choices } from "@/lib/platform/register/choices";

const id = z.uuid({ error: "Is not the id of a record." });

/** The controls on a risk with how much of each counts, and what the rule makes of them. */
export const controlsOnRisk = query({
  name: "control-links.onRisk",
  summary: "The controls on a risk, and the current score that follows from them",
  permission: controlsRead,
  input: z.strictObject({ riskId: id, ...lookBack }),
  run: async (context, { riskId }) => {
    const risk = await findRisk(context, riskId);
    const { linked, whole } = (await effectsOn(context, [riskId])).get(riskId) ?? { linked: [], whole: true };
    const { method } = await groundOf(context);
    const { inherentLikelihood: likelihood, inherentImpact: impact } = risk;
    const scale = { likelihood: method.likelihood.length, impact: method.impact.length };
    return {
      rows: linked,
      followsControls: risk.followsControls,
      /** Null while there is no inherent score, no control, or one that this reader cannot see. */
      derived:
        likelihood !== null && impact !== null && linked.length > 0 && whole
          ? currentFrom({ likelihood, impact }, linked, scale)
          : null,
      whole,
      can: { link: may(context.actor, controlsEdit, risk.unitId) },
    };
  },
});

/** The risks that a control lowers, as far as the reader sees them. */
export const risksOfControl = query({
  name: "control-links.ofControl",
  summary: "The risks that a control lowers",
  permission: controlsRead,
  input: z.strictObject({ controlId: id, ...lookBack }),
  run: async (context, { controlId }) => {
    await findControl(context, controlId);
    const links = await context.tx.controlRisk.findMany({
      where: { controlId, removedAt: null, risk: { is: visibleRisks(context) } },
      include: { risk: { include: { owner: { select: { name: true } } } } },
      orderBy: [{ createdAt: "asc" }, { id: "asc" }],
    });
    return {
      rows: links.map(({ id: linkId, risk }) => ({
        ...{ linkId, id: risk.id, ref: riskRef(risk.number), title: risk.title },
        ...{ currentScore: risk.currentScore, followsControls: risk.followsControls },
        owner: risk.owner?.name ?? null,
        unlink: may(context.actor, controlsEdit, risk.unitId),
      })),
    };
  },
});

/** The controls that can be picked, by title. */
export const controlChoices = choices({
  concept: "controls",
  many: "controls",
  permission: controlsRead,
  find: async (context, { says, take }) => {
    const found = await context.tx.control.findMany({
      where: { AND: [{ title: says, status: { not: "not-applicable" } }, await visibleTo(context)] },
      include: { unit: { select: { name: true } }, system: { select: { name: true } } },
      orderBy: [{ title: "asc" }, { id: "asc" }],
      take,
    });
    return found.map(({ id, number, title, unit, system }) => ({
      ...{ id, name: title },
      detail: `${controlRef(number)}, ${system?.name ?? unit.name}`,
    }));
  },
});
