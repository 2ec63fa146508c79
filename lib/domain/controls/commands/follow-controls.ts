import "server-only";
import * as z from "zod";
import { currentFrom, isWorse } from "@/lib/domain/controls/current-score/rules";
import { todayOf } from "@/lib/domain/controls/queries/control";
import { effectsOn } from "@/lib/domain/controls/queries/effects";
import { dated } from "@/lib/domain/controls/queries/row";
import { controlRef, designOf, operationOf, shareOf } from "@/lib/domain/controls/rules";
import { deriveCurrent } from "@/lib/domain/risks/commands/derive-current";
import { groundOf } from "@/lib/domain/risks/queries/method";
import { findRisk, type StoredRisk } from "@/lib/domain/risks/queries/risk";
import { riskRef } from "@/lib/domain/risks/rules";
import { notify } from "@/lib/domain/tasks/commands/notify";
import type { Change } from "@/lib/platform/audit/change";
import type { Control } from "@/lib/platform/database/generated/client";
import { jobsOwn } from "@/lib/platform/jobs/access";
import { type Context, command } from "@/lib/platform/operation/operation";
import type { Listener } from "@/lib/platform/registry/listeners";

type Heard = Pick<Context, "tx" | "actor" | "units" | "now">;

/**
 * Lets the current scores of these risks follow their controls, where they do: a score that has changed is written with
 * its reason, and the owner is told of one that rose. A risk with a control that this actor cannot see waits for the system.
 */
export async function followOn(context: Heard, riskIds: readonly string[]): Promise<Change[]> {
  const effects = await effectsOn(context, riskIds);
  const { method } = await groundOf(context);
  const scale = { likelihood: method.likelihood.length, impact: method.impact.length };
  const changes: Change[] = [];
  for (const riskId of riskIds) {
    const risk = await findRisk(context, riskId);
    const { linked, whole } = effects.get(riskId) ?? { linked: [], whole: true };
    const inherent = stepsOf(risk.inherentLikelihood, risk.inherentImpact);
    const follows = risk.followsControls || (risk.currentScore === 0 && linked.length > 0);
    if (!follows || !whole || inherent === null || risk.status === "closed") continue;
    const { likelihood, impact, sentence: reason } = currentFrom(inherent, linked, scale);
    const before = stepsOf(risk.currentLikelihood, risk.currentImpact);
    if (before?.likelihood === likelihood && before.impact === impact) continue;
    changes.push(...(await deriveCurrent(context, risk, { likelihood, impact, reason })));
    if (isWorse(before, { likelihood, impact })) await tellOwner(context, risk, reason);
  }
  return changes;
}

function stepsOf(likelihood: number | null, impact: number | null) {
  return likelihood === null || impact === null ? null : { likelihood, impact };
}

async function tellOwner(context: Heard, { id, number, ownerId }: StoredRisk, reason: string) {
  await notify(context, {
    title: `The current score of ${riskRef(number)} rose: ${reason}`,
    subjectType: "risks",
    subjectId: id,
    personIds: [ownerId],
  });
}

/** Hears what may move a current score: a control, a link between control and risk, an inherent score. */
export const followControls: Listener = async (context, changes) => {
  const about = (type: string) => changes.filter(({ subject }) => subject.type === type);
  const controls = about("controls").flatMap(({ subject }) => subject.id ?? []);
  const links = about("control-links").map(({ after }) => (after as { riskId: string }).riskId);
  const risks = about("risks").flatMap(({ subject, before, after }) =>
    subject.id !== null && inherentMoved(before, after) ? [subject.id] : [],
  );
  if (controls.length + links.length + risks.length === 0) return [];
  const found = await context.tx.risk.findMany({
    where: {
      OR: [
        { id: { in: [...links, ...risks] } },
        { controls: { some: { controlId: { in: controls }, removedAt: null } } },
      ],
      ...(context.actor.kind === "system" ? {} : { unitId: { in: [...context.units] } }),
      status: { not: "closed" },
    },
    select: { id: true, number: true, ownerId: true, followsControls: true, currentScore: true },
  });
  await tellOfWeaker(context, about("controls"), found.filter(scoredByHand));
  return followOn(
    context,
    found.filter((risk) => !scoredByHand(risk)).map(({ id }) => id),
  );
};

type Known = Pick<StoredRisk, "id" | "number" | "ownerId" | "followsControls" | "currentScore">;

const scoredByHand = (risk: Known) => !risk.followsControls && risk.currentScore > 0;

function inherentMoved(before: object | null, after: object | null): boolean {
  const steps = (record: object) => {
    const { inherentLikelihood, inherentImpact } = record as StoredRisk;
    return `${inherentLikelihood}×${inherentImpact}`;
  };
  return before !== null && after !== null && steps(before) !== steps(after);
}

// A score that a person set does not move by itself; they are told that what it may rest on has become weaker.
async function tellOfWeaker(context: Heard, changes: readonly Change[], risks: readonly Known[]) {
  const weaker = await Promise.all(
    changes.map(async ({ before, after }) => {
      if (before === null || after === null) return [];
      const today = await todayOf(context);
      const share = (control: object) => {
        const one = dated(control as Control);
        return shareOf(designOf(one), operationOf(one, today));
      };
      return share(after) < share(before) ? [after as Control] : [];
    }),
  );
  for (const control of weaker.flat()) {
    const linked = await context.tx.controlRisk.findMany({
      where: { controlId: control.id, riskId: { in: risks.map(({ id }) => id) }, removedAt: null },
    });
    for (const { riskId } of linked) {
      const risk = risks.find(({ id }) => id === riskId);
      if (!risk) continue;
      await notify(context, {
        title: `${controlRef(control.number)} ${control.title} counts for less now. The current score of ${riskRef(risk.number)} was set by hand: look at it again.`,
        subjectType: "risks",
        subjectId: riskId,
        personIds: [risk.ownerId],
      });
    }
  }
}

const atOnce = 200;

/** Lets every score that follows its controls follow them today: a test becomes stale without anybody doing anything. */
export const followAllControls = command({
  name: "controls.followAll",
  summary: "Let current scores follow their controls",
  permission: jobsOwn,
  systemOnly: "Scores follow their controls by themselves.",
  input: z.strictObject({}),
  timeoutMs: 300_000,
  run: async (context) => {
    const risks = await context.tx.risk.findMany({
      where: {
        status: { not: "closed" },
        inherentScore: { gt: 0 },
        OR: [{ followsControls: true }, { currentScore: 0, controls: { some: { removedAt: null } } }],
      },
      select: { id: true },
      orderBy: { id: "asc" },
    });
    const changes: Change[] = [];
    for (let from = 0; from < risks.length; from += atOnce)
      changes.push(
        ...(await followOn(
          context,
          risks.slice(from, from + atOnce).map(({ id }) => id),
        )),
      );
    return { result: { moved: changes.filter(({ subject }) => subject.type === "risks").length }, changes };
  },
});
