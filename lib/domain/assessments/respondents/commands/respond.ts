import "server-only";
import * as z from "zod";
import { obstacleTo } from "@/lib/domain/assessments/acts/rules";
import { saveAnswer } from "@/lib/domain/assessments/commands/answer";
import { tell } from "@/lib/domain/assessments/commands/write-assessment";
import { contentOf, heldAssessment } from "@/lib/domain/assessments/queries/find";
import { respondentsAnswer } from "@/lib/domain/assessments/respondents/access";
import { byLink, bySession, outsider, respondentChange } from "@/lib/domain/assessments/respondents/find";
import { takenInside } from "@/lib/domain/assessments/respondents/queries/outside";
import { askedOutside } from "@/lib/domain/assessments/respondents/rules";
import { codeInput, linkInput, mostTries, sessionInput } from "@/lib/domain/assessments/respondents/schema";
import { codeFits } from "@/lib/domain/assessments/respondents/secrets";
import { admitRespondent } from "@/lib/domain/assessments/respondents/throttle";
import { type AssessmentState, answerFields } from "@/lib/domain/assessments/schema";
import { newLinkSecret, secretHash } from "@/lib/platform/auth/secret";
import type { Prisma } from "@/lib/platform/database/generated/client";
import { Conflict, Invalid } from "@/lib/platform/errors/public-error";
import { afterwards, command } from "@/lib/platform/operation/operation";

interface Opened {
  session: string | null;
  /** Wrong codes that are left before the link is closed. */
  left: number;
}

// A wrong code is a result and no error here: what is thrown would take its count back.
const tryCode = command({
  name: "assessment-respondents.open",
  summary: "Open a link from outside with its one-time code",
  permission: respondentsAnswer,
  input: z.strictObject({ ...linkInput, code: codeInput }),
  withoutSecret: (opened: Opened): Opened => ({ ...opened, session: null, left: 0 }),
  run: async (context, { key, code }) => {
    await admitRespondent(key);
    const { respondent } = await byLink(context, key);
    // Of many tries at the same moment each is counted after the other.
    await context.tx
      .$queryRaw`select id from assessment_respondents where id = ${respondent.id}::uuid for update`;
    const { respondent: before } = await byLink(context, key);
    const right = await codeFits(before.codeHash, before.linkHash, code);
    if (before.codeHash === null) return { result: { session: null, left: 0 }, changes: [] };
    const session = newLinkSecret();
    const tries = before.tries + 1;
    const spent = { codeHash: null, version: { increment: 1 } };
    const data: Prisma.AssessmentRespondentUpdateInput = right
      ? { ...spent, sessionHash: secretHash(session), tries: 0, openedAt: context.now }
      : { ...(tries >= mostTries ? spent : { version: { increment: 1 } }), tries };
    const after = await context.tx.assessmentRespondent.update({ where: { id: before.id }, data });
    const result: Opened = right ? { session, left: mostTries } : { session: null, left: mostTries - tries };
    return { result, change: { ...respondentChange(before, after), by: outsider(after) } };
  },
});

/** Opens a link with its code, once, and returns the session that answers; throws Invalid for a wrong code, which is counted. */
export const openOutside = afterwards(tryCode, async ({ session, left }) => {
  if (session !== null) return { session };
  const message =
    left > 0
      ? `This is not the code. ${left} ${left === 1 ? "try is" : "tries are"} left.`
      : "This code was used already or was tried too often. Ask who sent you the link for a new code.";
  throw new Invalid([{ path: "code", message }]);
});

/** Saves one answer from outside, under the name of whoever was asked; what the inside has answered is never overwritten. */
export const answerOutside = command({
  name: "assessment-respondents.answer",
  summary: "Answer one question from outside",
  permission: respondentsAnswer,
  input: z.strictObject({ ...sessionInput, ...answerFields }),
  output: z.strictObject({ number: z.int() }),
  run: async (context, { key, session, questionKey, seen, answer }) => {
    await admitRespondent(key);
    const { respondent, assessment } = await bySession(context, key, session);
    const before = await heldAssessment(context, assessment.id);
    const obstacle = obstacleTo("answer", before.state as AssessmentState);
    if (obstacle !== null) throw new Conflict("It is not open to answers now. Ask who sent you the link.");
    const content = await contentOf(context, before);
    const question = askedOutside(content.asked, respondent)
      .flatMap(({ questions }) => questions)
      .find((one) => one.key === questionKey);
    if (!question)
      throw new Invalid([
        { path: "questionKey", message: "You are not asked this question. Load the page again." },
      ]);
    if (takenInside(content.standing[questionKey], respondent))
      throw new Conflict("Somebody else has answered this question meanwhile. Your answer was not taken.");
    const { number, changes } = await saveAnswer(
      context,
      { assessment: before, content, question },
      { seen, answer },
      { answeredById: null, respondent: respondent.name, respondentId: respondent.id },
    );
    const by = outsider(respondent);
    return { result: { number }, changes: changes.map((change) => ({ ...change, by })) };
  },
});

/** Says from outside that everything is answered; who asked is told. Answers can still be mended while the link works. */
export const finishOutside = command({
  name: "assessment-respondents.finish",
  summary: "Say from outside that the answers are complete",
  permission: respondentsAnswer,
  input: z.strictObject(sessionInput),
  run: async (context, { key, session }) => {
    await admitRespondent(key);
    const { respondent: before, assessment } = await bySession(context, key, session);
    const after = await context.tx.assessmentRespondent.update({
      where: { id: before.id },
      data: { finishedAt: context.now, version: { increment: 1 } },
    });
    const people = [before.createdById, assessment.ownerId];
    await tell(
      context,
      assessment,
      (name) => `${before.name} has finished answering ${name} from outside`,
      people,
    );
    return {
      result: { finished: true },
      change: { ...respondentChange(before, after), by: outsider(after) },
    };
  },
});
