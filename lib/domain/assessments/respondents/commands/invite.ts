import "server-only";
import * as z from "zod";
import { assessmentsAssign, visibleTo } from "@/lib/domain/assessments/access";
import { openAssessment, partProblems } from "@/lib/domain/assessments/commands/assign";
import { contentOf } from "@/lib/domain/assessments/queries/find";
import { respondentChange } from "@/lib/domain/assessments/respondents/find";
import { mostDays, mostRespondents, respondentFields } from "@/lib/domain/assessments/respondents/schema";
import { codeHash, newCode, newRespondentLink } from "@/lib/domain/assessments/respondents/secrets";
import { timeZoneOf } from "@/lib/domain/organization/settings/queries";
import { authorOf } from "@/lib/platform/access/actor";
import type { AssessmentRespondent } from "@/lib/platform/database/generated/client";
import { Conflict, Invalid, NotFound } from "@/lib/platform/errors/public-error";
import { mailIsSetUp, sendMails } from "@/lib/platform/mail/mail";
import { afterwards, type Context, command } from "@/lib/platform/operation/operation";
import { createInput } from "@/lib/platform/schema/shape";
import { addDays, dayIn } from "@/lib/platform/time/day";
import { endOfDay } from "@/lib/platform/time/end-of-day";
import { formatDay } from "@/lib/platform/time/format-day";

const id = z.uuid({ error: "Is not the id of a record." });
const once = "(shown once)";

const invite = command({
  name: "assessments.askOutside",
  summary: "Ask somebody outside to answer an assessment by a link and a one-time code",
  permission: assessmentsAssign,
  input: createInput(respondentFields).extend({ id }),
  withoutSecret: (made: Invited) => ({ ...made, link: once, code: once }),
  run: async (context, { id: assessmentId, name, email, sectionKey, questionKey, lastDay }) => {
    const assessment = await openAssessment(context, assessmentId);
    const { template } = await contentOf(context, assessment);
    const expiresAt = await endOf(context, lastDay);
    const problems = partProblems(template, sectionKey, questionKey);
    if (problems.length > 0) throw new Invalid(problems);
    await assertRoom(context, assessmentId);
    const { link, linkHash } = newRespondentLink();
    const code = newCode();
    const made = await context.tx.assessmentRespondent.create({
      data: {
        ...{ assessmentId, unitId: assessment.unitId, name, email, linkHash, expiresAt },
        codeHash: await codeHash(linkHash, code),
        sectionKeys: sectionKey === null ? [] : [sectionKey],
        questionKeys: questionKey === null ? [] : [questionKey],
        createdById: authorOf(context.actor),
      },
    });
    const by = context.actor.name;
    const result: Invited = { id: made.id, link, code, mailed: false, mail: { email, name, by, lastDay } };
    return { result, change: respondentChange(null, made) };
  },
});

interface Invited {
  id: string;
  link: string;
  code: string;
  mailed: boolean;
  mail: { email: string | null; name: string; by: string; lastDay: string };
}

/**
 * Asks somebody outside to answer: the link is mailed where that is set up, and both link and code are shown once. The code is
 * never mailed, so that it goes another way than the link.
 */
export const inviteRespondent = afterwards(invite, async ({ mail, ...made }) => {
  const { email, name, by, lastDay } = mail;
  if (email === null || made.link === once || !mailIsSetUp()) return made;
  const [sent] = await sendMails([
    {
      to: email,
      subject: "You are asked to answer questions",
      text: `Hello ${name},\n\n${by} asks you to answer some questions. Open this link until ${formatDay(lastDay)}:\n\n${made.link}\n\nYou need a code as well. ${by} passes it on to you another way.\n`,
    },
  ]);
  return { ...made, mailed: sent !== undefined && sent.error === null };
});

/** Makes a new code for a link: the one before no longer works, and whoever answered by it has to give the new one. */
export const newRespondentCode = command({
  name: "assessment-respondents.newCode",
  summary: "Make a new one-time code for somebody outside",
  permission: assessmentsAssign,
  input: z.strictObject({ id }),
  withoutSecret: (made: { id: string; code: string }) => ({ ...made, code: once }),
  run: async (context, { id: respondentId }) => {
    const before = await findRespondent(context, respondentId);
    await openAssessment(context, before.assessmentId);
    if (before.expiresAt <= context.now) throw new Conflict("This link has expired. Ask the person anew.");
    const code = newCode();
    const after = await write(context, before, {
      codeHash: await codeHash(before.linkHash, code),
      sessionHash: null,
      tries: 0,
    });
    return { result: { id: respondentId, code }, change: respondentChange(before, after) };
  },
});

/** Takes a link back; it opens nothing from the next request on. What was answered stays. */
export const revokeRespondent = command({
  name: "assessment-respondents.revoke",
  summary: "Take back the link of somebody outside",
  permission: assessmentsAssign,
  input: z.strictObject({ id }),
  run: async (context, { id: respondentId }) => {
    const before = await findRespondent(context, respondentId);
    const after = await write(context, before, {
      ...{ revokedAt: context.now, codeHash: null, sessionHash: null },
    });
    return { result: { id: respondentId }, change: respondentChange(before, after) };
  },
});

async function findRespondent(context: Context, respondentId: string): Promise<AssessmentRespondent> {
  const found = await context.tx.assessmentRespondent.findFirst({
    where: { AND: [{ id: respondentId, revokedAt: null }, { assessment: { is: visibleTo(context) } }] },
  });
  const mayWrite = found && (context.actor.kind === "system" || context.units.includes(found.unitId));
  if (!mayWrite) throw new NotFound();
  return found;
}

async function write(
  { tx }: Context,
  { id: respondentId }: AssessmentRespondent,
  data: object,
): Promise<AssessmentRespondent> {
  return tx.assessmentRespondent.update({
    where: { id: respondentId },
    data: { ...data, version: { increment: 1 } },
  });
}

async function endOf({ tx, now }: Context, lastDay: string): Promise<Date> {
  const timeZone = await timeZoneOf(tx);
  const today = dayIn(timeZone, now);
  const latest = addDays(today, mostDays);
  if (lastDay >= today && lastDay <= latest) return endOfDay(lastDay, timeZone);
  const message =
    lastDay < today
      ? `The day is in the past. Choose ${formatDay(today)} or a later day.`
      : `The day is more than ${mostDays} days away. Choose ${formatDay(latest)} or an earlier day.`;
  throw new Invalid([{ path: "lastDay", message }]);
}

async function assertRoom({ tx, now }: Context, assessmentId: string): Promise<void> {
  const open = { assessmentId, revokedAt: null, expiresAt: { gt: now } };
  if ((await tx.assessmentRespondent.count({ where: open })) < mostRespondents) return;
  throw new Conflict(`${mostRespondents} people outside are asked already. Take one link back first.`);
}
