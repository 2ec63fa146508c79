"use client";
import { useEffect, useMemo, useState } from "react";
import { Columns } from "@/components/layout/columns";
import { Section } from "@/components/layout/section";
import { Button } from "@/components/ui/button";
import { InlineAlert } from "@/components/ui/inline-alert";
import { Segmented } from "@/components/ui/segmented";
import { progressOf } from "@/lib/domain/assessments/answers/rules";
import { askedOf } from "@/lib/domain/assessments/templates/rules";
import type { Template } from "@/lib/domain/assessments/templates/schema";
import { DeskAside } from "./desk-aside";
import { QuestionCard } from "./question-card";
import { QuestionTalk } from "./question-talk";
import { type Standing, useAnswers } from "./use-answers";
import { useFiles } from "./use-files";
import { useInsideDoor } from "./use-inside-door";
import { useKeys } from "./use-keys";

export interface DeskProps {
  assessment: {
    id: string;
    ref: string;
    template: Template;
    facts: Readonly<Record<string, unknown>>;
    answers: Standing;
    names: Readonly<Record<string, string>>;
    questionIds: Readonly<Record<string, string>>;
    unit: { id: string; name: string };
    remarks: readonly { questionKey: string | null; text: string; by: string; at: string; mended: boolean }[];
    evidence: Readonly<Record<string, readonly { id: string; ref: string; title: string }[]>>;
  };
  titles: Record<string, string>;
  /** The questions that this person may answer. */
  mine: readonly string[];
  me: { id: string; name: string } | null;
  mayAttach: boolean;
  /** The question to begin with. */
  first: string | null;
}

const views = [
  { value: "question", label: "One question" },
  { value: "section", label: "One section" },
];

/** Answers an assessment, one question or one section a screen; every answer is saved by itself. */
export function AnswerDesk({ assessment, titles, mine, me, mayAttach, first }: DeskProps) {
  const { id, template, facts, remarks, questionIds, evidence } = assessment;
  const held = useAnswers(useInsideDoor(id), me?.name ?? "", assessment.answers);
  const { standing, queue, clashes, lost, give, settle, confirm } = held;
  const shown = useMemo(() => {
    const rows = Object.entries({ ...standing, ...queue }).flatMap(([key]) => {
      const answer = queue[key] ? queue[key].answer : standing[key]?.answer;
      const { number = 0, way = "answered" } = queue[key] ? {} : (standing[key] ?? {});
      return answer ? [[key, { answer, number, way }] as const] : [];
    });
    return Object.fromEntries(rows);
  }, [standing, queue]);
  const touched = useMemo(
    () =>
      new Set(
        remarks.flatMap(({ questionKey, mended, at }) => {
          if (questionKey === null || mended) return [];
          const since = queue[questionKey] !== undefined || (standing[questionKey]?.saidOn ?? "") > at;
          return since && standing[questionKey] !== assessment.answers[questionKey] ? [] : [questionKey];
        }),
      ),
    [remarks, queue, standing, assessment.answers],
  );
  const bare = useMemo(
    () => Object.fromEntries(Object.entries(shown).map(([key, one]) => [key, one.answer])),
    [shown],
  );
  const asked = useMemo(() => askedOf(template, bare, facts), [template, bare, facts]);
  const allowed = useMemo(() => new Set(mine), [mine]);
  const left = progressOf(template, shown, facts, touched).left.filter(({ question }) =>
    allowed.has(question.key),
  );
  const list = asked.sections.flatMap(({ section, questions }) =>
    questions.filter(({ key }) => allowed.has(key)).map((question) => ({ section, question })),
  );
  const [view, setView] = useState("question");
  const [at, setAt] = useState(first ?? left[0]?.question.key ?? list[0]?.question.key ?? "");
  const index = Math.max(
    0,
    list.findIndex(({ question }) => question.key === at),
  );
  const current = list[index];
  const onScreen =
    view === "question"
      ? [current].flatMap((one) => one ?? [])
      : list.filter(({ section }) => section.key === current?.section.key);
  const firstOnScreen = onScreen[0] ? list.indexOf(onScreen[0]) : 0;
  const next = list[view === "question" ? index + 1 : firstOnScreen + onScreen.length];
  const before = list[view === "question" ? index - 1 : firstOnScreen - 1];
  const go = (key: string | undefined) => {
    if (key === undefined) return;
    setAt(key);
    // Without asking the server: it also works while there is no connection.
    history.replaceState(null, "", `?question=${encodeURIComponent(key)}`);
    scrollTo({ top: 0 });
  };
  useKeys({
    question: view === "question" ? current?.question : undefined,
    answer: bare[at],
    give: (answer) => give(at, answer),
    next: () => go(next?.question.key),
    before: () => go(before?.question.key),
  });
  useFiles(
    list.map(({ question }) => question),
    questionIds,
    evidence,
    bare,
    give,
  );
  useEffect(() => {
    const stay = (event: BeforeUnloadEvent) => {
      if (lost !== null && Object.keys(queue).length > 0) event.preventDefault();
    };
    addEventListener("beforeunload", stay);
    return () => removeEventListener("beforeunload", stay);
  }, [lost, queue]);
  const leftElsewhere = left.find(({ question }) => question.key !== at);
  return (
    <Columns aside={<DeskAside {...{ asked, left, allowed, at, go, bare }} />}>
      {lost && Object.keys(queue).length > 0 ? (
        <InlineAlert tone="warn" live title={`${lost} ${Object.keys(queue).length} not yet saved.`}>
          They are kept in this browser and sent as soon as it is possible. Go on answering.
        </InlineAlert>
      ) : null}
      <Section
        title={current?.section.title ?? "Questions"}
        description={current?.section.text}
        actions={
          <Segmented name="view" label="How much at once" value={view} segments={views} onChange={setView} />
        }
      >
        <ol className="grid gap-8" data-keys={view === "question" || undefined}>
          {onScreen.map(({ question }) => (
            <li key={question.key}>
              <QuestionCard
                key={question.key}
                {...{ question, titles }}
                names={assessment.names}
                stands={standing[question.key]}
                waiting={queue[question.key]}
                clash={clashes[question.key]}
                remark={remarks.findLast(
                  ({ questionKey }) => questionKey === question.key && touched.has(question.key),
                )}
                onGive={(answer, typing) => give(question.key, answer, typing)}
                onSettle={(choice) => settle(question.key, choice)}
                onConfirm={() => void confirm([question.key])}
              />
              {view === "question" || question.kind === "file" ? (
                <QuestionTalk
                  questionId={questionIds[question.key] ?? ""}
                  reference={assessment.ref}
                  unit={assessment.unit}
                  {...{ me, mayAttach }}
                  evidence={evidence[questionIds[question.key] ?? ""] ?? []}
                />
              ) : null}
            </li>
          ))}
        </ol>
        <div className="mt-6 flex flex-wrap items-center gap-2 border-line border-t pt-3">
          <Button reason={before ? undefined : "This is the first."} onClick={() => go(before?.question.key)}>
            Previous
          </Button>
          <Button
            tone="primary"
            reason={next ? undefined : "This is the last."}
            onClick={() => go(next?.question.key)}
          >
            Next
          </Button>
          {leftElsewhere ? (
            <Button onClick={() => go(leftElsewhere.question.key)}>Next that is left</Button>
          ) : null}
          <span className="text-ink-faint text-sm">
            {index + 1} of {list.length}
          </span>
        </div>
      </Section>
    </Columns>
  );
}
