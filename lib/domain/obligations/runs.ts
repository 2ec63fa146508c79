import "server-only";
import type { Route } from "@/lib/domain/frameworks/schema";
import type { Law } from "@/lib/domain/obligations/law";
import { type Found, outcomeOf, type Way } from "@/lib/domain/obligations/outcome-of";
import { roleNamed } from "@/lib/domain/obligations/read-answers";
import { freedAsDeployer, type RoleRun, replyAbout, replyIn } from "@/lib/domain/obligations/role-run";
import type { Answers, Question } from "@/lib/domain/obligations/schema";
import { begin, end } from "@/lib/domain/obligations/tree";
import { type Step, type Walk, type WalkFrom, walk } from "@/lib/domain/obligations/walk";

/** Everything that one run through the tree brings together. */
export interface Run {
  found: readonly Found[];
  open: readonly string[];
  steps: readonly Step[];
  /** The points of Annex III that match. */
  points: readonly string[];
}

/** Returns what the questions about a general-purpose model lead to. */
export function modelRun(law: Law, answers: Answers): Run {
  const run = { answers, role: null };
  const reply = (question: Question) => replyIn(run, question);
  return collected(
    law,
    [{ part: walk(law.tree, { at: begin.model, until: end, reply, path: [begin.subject] }) }],
    null,
  );
}

/** Returns what the questions before the role lead to, with the walk on which the runs for each role go on. */
export function gateRun(law: Law, answers: Answers): { gate: Walk; run: Run } {
  const reply = (question: Question) => replyIn({ answers, role: null }, question);
  const gate = walk(law.tree, { at: begin.subject, until: begin.role, reply });
  return { gate, run: collected(law, [{ part: gate }], null) };
}

interface Part {
  part: Walk;
  route?: Route;
  point?: Step;
}

/**
 * Returns what one role leads to: exclusions, prohibitions and Annex I first, which may end it; then every point of
 * Annex III, the derogation for each that matches, and transparency.
 */
export function systemRun(law: Law, run: RoleRun, gate: Walk): Run {
  const on = (from: Omit<WalkFrom, "reply">, about?: Step) =>
    walk(law.tree, {
      ...from,
      reply: (one) => (about ? replyAbout(run, about, one) : replyIn(run, one)),
    });
  const role = run.role && roleNamed(run.role);
  const first = on({ at: begin.role, until: begin.annexIII, path: gate.path, firm: gate.firm });
  const freed = asDeployer(law, run, first);
  if (first.ended) return collected(law, [{ part: first, route: "annex_i" }], role, freed);
  const annex = on({ at: begin.annexIII, until: begin.transparency, path: first.path, firm: first.firm });
  const uses = annex.points.map((point) => ({
    part: on({ at: begin.derogation, until: begin.transparency, path: point.path, firm: point.firm }, point),
    route: "annex_iii" as const,
    point,
  }));
  const answered = uses.flatMap(({ part, point }) => part.path.slice(point.path.length));
  const path = [...annex.path, ...new Set(answered)];
  const last = on({ at: begin.transparency, until: begin.close, path, firm: annex.firm });
  const parts: Part[] = [{ part: first, route: "annex_i" }, { part: annex }, ...uses, { part: last }];
  const all = collected(law, parts, role, freed);
  const closed = all.open.length === 0 && gate.open.length === 0;
  return closed ? { ...all, found: [...all.found, closing(law, all.found, role, last)] } : all;
}

function collected(law: Law, parts: readonly Part[], role: string | null, also: readonly Found[] = []): Run {
  const found = parts.flatMap(({ part, route = null, point = null }) =>
    part.steps.flatMap((step) =>
      step.choice.outcome ? [outcomeOf(law, step, step.choice.outcome, { role, route, point })] : [],
    ),
  );
  return {
    found: [...also, ...found],
    open: parts.flatMap(({ part }) => part.open),
    steps: parts.flatMap(({ part }) => part.steps),
    points: parts.flatMap(({ part }) => part.points.flatMap(({ question }) => question.catalogueRefs)),
  };
}

const nowhere: Omit<Way, "role"> = { route: null, point: null };

// The last question is not asked: what came before answers it.
function closing(law: Law, found: readonly Found[], role: string | null, { path, firm }: Walk): Found {
  const question = law.tree.questions.get(begin.close);
  const flags = ["high", "high_sectoral", "limited"];
  const flagged = found.some(({ classified }) => flags.includes(classified.outcome));
  const choice = question?.choices.find(({ answer }) => answer === (flagged ? "yes" : "no"));
  if (!question || !choice?.outcome) throw new Error(`The tree does not close at ${begin.close}.`);
  const step = { question, choice, basis: [question], path: [...path, question.id], firm };
  return outcomeOf(law, step, choice.outcome, { ...nowhere, role });
}

// Private use frees from the duties of deployers alone (Art. 2(10)), so a run for another role goes on.
function asDeployer(law: Law, run: RoleRun, { steps }: Walk): Found[] {
  return steps.flatMap((step) => {
    const choice = freedAsDeployer(run, step.question);
    return choice?.outcome
      ? [outcomeOf(law, { ...step, choice }, choice.outcome, { ...nowhere, role: "deployer" })]
      : [];
  });
}
