import { answerClassification } from "@/lib/domain/obligations/classifications/commands/answer";
import { requestSignature, signClassification } from "@/lib/domain/obligations/classifications/commands/sign";
import { getClassification } from "@/lib/domain/obligations/classifications/queries/classification";
import { shippedLaw } from "@/lib/domain/obligations/law";
import { roleNamed } from "@/lib/domain/obligations/read-answers";
import type { Actor } from "@/lib/platform/access/actor";

/** Answers the decision tree for a system, after whatever stands there; roles may be named without their explanation. */
export async function classify(actor: Actor, id: string, given: Record<string, string | string[]>) {
  const { questions } = await getClassification.execute(actor, { id });
  const seen = new Map(questions.map((one) => [one.id, one.number]));
  const words = (questionId: string, word: string) =>
    shippedLaw()
      .tree.questions.get(questionId)
      ?.choices.find(({ answer }) => answer === word || roleNamed(answer) === word)?.answer ?? word;
  return answerClassification.execute(actor, {
    id,
    answers: Object.entries(given).map(([questionId, answer]) => ({
      questionId,
      seen: seen.get(questionId) ?? 0,
      answers: [answer].flat().map((word) => words(questionId, word)),
    })),
  });
}

/** Has a classification without open questions signed by another person. */
export async function sealed(actor: Actor, signer: Actor, id: string) {
  const { version } = await getClassification.execute(actor, { id });
  const asked = await requestSignature.execute(actor, { id, version, reason: "Answered with the owner." });
  return signClassification.execute(signer, { id, version: asked.version, reason: "Read line by line." });
}
