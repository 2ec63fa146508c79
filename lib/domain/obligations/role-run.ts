import "server-only";
import { roleNamed } from "@/lib/domain/obligations/read-answers";
import type { Answers, Choice, Question } from "@/lib/domain/obligations/schema";
import { begin } from "@/lib/domain/obligations/tree";
import type { Reply, Step } from "@/lib/domain/obligations/walk";

/** The points of Annex III that settle an answer about the use case: Art. 27(1) treats them apart. */
const settledByPoint: Record<string, readonly string[]> = {
  F2: ["Annex III(2)"],
  F4: ["Annex III(5)(b)", "Annex III(5)(c)"],
};

/** Whether one is a deployer is asked again for the impact assessment, and settled by the role. */
const deployerQuestion = "F1";
/** The exclusion of private use, which frees deployers alone (Art. 2(10)). */
const privateUse = "X5";

function choiceOf({ choices }: Question, answer: string): Choice | undefined {
  return choices.find((choice) => choice.answer === answer);
}

function yesOrNo(question: Question, yes: boolean): Choice | undefined {
  return choiceOf(question, yes ? "yes" : "no");
}

/** One run of the tree: for one role, or with the roles not yet named. */
export interface RoleRun {
  answers: Answers;
  /** The answer to R1 that this run is for. */
  role: string | null;
}

/** Returns what was answered to a question, as it counts in the run of one role. */
export function replyIn({ answers, role }: RoleRun, question: Question): Reply {
  const { id } = question;
  const word = id === begin.role ? role : answers.words.get(id);
  const given = word === undefined || word === null ? undefined : choiceOf(question, word);
  const deployer = answers.roles.map(roleNamed).includes("deployer");
  if (id === deployerQuestion && role && deployer) {
    if (roleNamed(role) !== "deployer") return counted(yesOrNo(question, false), false);
    return given && counted(yesOrNo(question, true));
  }
  if (id === privateUse && given?.answer === "yes" && role && roleNamed(role) !== "deployer")
    return counted(yesOrNo(question, false));
  return given && counted(given);
}

/** Returns what was answered about one use case of Annex III: what its point settles goes before the word given. */
export function replyAbout(run: RoleRun, point: Step, question: Question): Reply {
  const reply = replyIn(run, question);
  const settled = settledByPoint[question.id];
  if (!reply || !settled) return reply;
  return counted(
    yesOrNo(
      question,
      settled.some((ref) => point.question.catalogueRefs.includes(ref)),
    ),
  );
}

function counted(choice: Choice | undefined, countedIn = true): Reply {
  return choice && { choice, counted: countedIn };
}

/** Returns the private-use answer as it frees deployers, in a run for another role; undefined where it was not given. */
export function freedAsDeployer({ answers, role }: RoleRun, question: Question): Choice | undefined {
  if (question.id !== privateUse || !role || roleNamed(role) === "deployer") return undefined;
  return answers.words.get(privateUse) === "yes" ? choiceOf(question, "yes") : undefined;
}

/** Returns in words where answers to the tree contradict one another, given the points of Annex III that match. */
export function contradictions({ roles, words }: Answers, points: readonly string[]): string[] {
  const found: string[] = [];
  const deployer = roles.map(roleNamed).includes("deployer");
  if (roles.length > 0 && words.get(deployerQuestion) === "yes" && !deployer)
    found.push("F1: you say that you are a deployer, but R1 does not name that role. Add it to R1.");
  if (words.get(deployerQuestion) === "no" && deployer)
    found.push("F1: you say that you are no deployer, but R1 names that role. R1 is followed.");
  if (points.length === 0) return found;
  for (const [id, refs] of Object.entries(settledByPoint)) {
    const matches = refs.some((ref) => points.includes(ref));
    const word = words.get(id);
    if (word !== undefined && (word === "yes") !== matches)
      found.push(
        `${id}: you say ${word}, but ${matches ? "" : "not "}${refs.join(" or ")} was answered with yes. The points of Annex III are followed.`,
      );
  }
  return found;
}
