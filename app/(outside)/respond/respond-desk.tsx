"use client";
import { useEffect, useMemo, useRef, useState } from "react";
import { QuestionCard } from "@/app/(workspace)/assessments/[id]/answer/question-card";
import { type AnswerDoor, useAnswers } from "@/app/(workspace)/assessments/[id]/answer/use-answers";
import { useApi } from "@/components/form/use-api";
import { Section } from "@/components/layout/section";
import { Button } from "@/components/ui/button";
import { DateText } from "@/components/ui/date-text";
import { InlineAlert } from "@/components/ui/inline-alert";
import { ProgressBar } from "@/components/ui/progress-bar";
import type { Answer } from "@/lib/domain/assessments/templates/rules";
import type { Question } from "@/lib/domain/assessments/templates/schema";

/** What somebody outside is asked, as the server says it. */
export interface Shown {
  title: string;
  askedBy: string;
  organisation: string;
  name: string;
  until: string;
  finishedAt: string | null;
  open: boolean;
  sections: readonly {
    key: string;
    title: string;
    text: string | null;
    questions: readonly { question: Question; number: number; answer: Answer | null; at: string | null }[];
  }[];
}

interface RespondDeskProps {
  linkKey: string;
  session: string;
  place: string;
  shown: Shown;
  reload: (session: string) => Promise<void>;
}

/** The questions of somebody outside, a section a screen; each answer is saved by itself and kept here until it is. */
export function RespondDesk({ linkKey, session, place, shown, reload }: RespondDeskProps) {
  const { title, askedBy, organisation, name, until, finishedAt, open, sections } = shown;
  const all = sections.flatMap(({ questions }) => questions);
  // The number that stood at a question when it was first shown here.
  const numbers = useRef(new Map<string, number>());
  for (const { question, number } of all)
    if (!numbers.current.has(question.key)) numbers.current.set(question.key, number);
  const door = useMemo<AnswerDoor>(
    () => ({
      place: `${place}:answers`,
      save: (questionKey, { seen, answer }) => ({
        method: "PUT",
        url: `/api/v1/respond/answers/${encodeURIComponent(questionKey)}`,
        body: { key: linkKey, session, seen: seen || (numbers.current.get(questionKey) ?? 0), answer },
      }),
    }),
    [place, linkKey, session],
  );
  const [stored] = useState(() =>
    Object.fromEntries(
      all.map(({ question, number, answer, at }) => [
        question.key,
        { answer, number, way: "answered" as const, by: name, saidOn: at ?? "" },
      ]),
    ),
  );
  const { standing, queue, clashes, lost, give, settle } = useAnswers(door, name, stored);
  const waiting = Object.keys(queue).length;
  // An answer may open or close other questions.
  const was = useRef(waiting);
  useEffect(() => {
    if (was.current > 0 && waiting === 0) void reload(session);
    was.current = waiting;
  }, [waiting, reload, session]);
  const { send, pending } = useApi();
  const finish = async () => {
    const result = await send({
      ...{ method: "POST", url: "/api/v1/respond/finish", body: { key: linkKey, session } },
      success: "Thank you. Who asked you was told. You can still change your answers.",
    });
    if (result.ok) await reload(session);
  };
  const [at, setAt] = useState(0);
  const index = Math.min(at, sections.length - 1);
  const section = sections[index];
  const go = (to: number) => {
    setAt(to);
    scrollTo({ top: 0 });
  };
  const answered = all.filter(({ question: { key } }) => (queue[key] ?? standing[key])?.answer).length;
  return (
    <>
      <h1 className="font-semibold text-xl">{title}</h1>
      <p className="mt-1 mb-4 text-ink-soft">
        {askedBy === organisation ? organisation : `${askedBy}, ${organisation},`} asks you, {name}. The link
        works until <DateText value={until} />.
      </p>
      {!open || !section ? (
        <InlineAlert
          tone="info"
          title={open ? "Nothing is left for you to answer" : "It is not open to answers now"}
        >
          {open
            ? "Thank you."
            : "What you answered is saved. Ask who sent you the link if something is to be changed."}
        </InlineAlert>
      ) : (
        <>
          <ProgressBar label="Answered" value={answered} of={all.length} />
          {lost && waiting > 0 ? (
            <InlineAlert tone="warn" live title={`${lost} ${waiting} not yet saved.`}>
              They are kept in this browser and sent as soon as it is possible. Go on answering.
            </InlineAlert>
          ) : null}
          <div className="mt-4">
            <Section title={section.title} description={section.text ?? undefined}>
              <ol className="grid gap-8">
                {section.questions.map(({ question }) => (
                  <li key={question.key}>
                    <QuestionCard
                      question={question}
                      titles={{}}
                      names={{}}
                      stands={standing[question.key]?.saidOn ? standing[question.key] : undefined}
                      waiting={queue[question.key]}
                      clash={clashes[question.key]}
                      remark={undefined}
                      onGive={(answer, typing) => give(question.key, answer, typing)}
                      onSettle={(choice) => settle(question.key, choice)}
                      onConfirm={() => undefined}
                    />
                  </li>
                ))}
              </ol>
              <div className="mt-6 flex flex-wrap items-center gap-2 border-line border-t pt-3">
                <Button reason={index > 0 ? undefined : "This is the first."} onClick={() => go(index - 1)}>
                  Previous
                </Button>
                <Button
                  tone="primary"
                  reason={index + 1 < sections.length ? undefined : "This is the last."}
                  onClick={() => go(index + 1)}
                >
                  Next
                </Button>
                <span className="text-ink-faint text-sm">
                  {index + 1} of {sections.length} sections
                </span>
                <Button
                  pending={pending}
                  reason={waiting > 0 ? "Wait until everything is saved." : undefined}
                  onClick={() => void finish()}
                >
                  I have finished
                </Button>
              </div>
              {finishedAt ? (
                <p className="mt-2 text-ink-faint text-sm">
                  You said that you have finished, <DateText value={finishedAt} time />.
                </p>
              ) : null}
            </Section>
          </div>
        </>
      )}
    </>
  );
}
