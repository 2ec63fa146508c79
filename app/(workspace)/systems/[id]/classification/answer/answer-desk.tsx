"use client";
import { Columns } from "@/components/layout/columns";
import { Section } from "@/components/layout/section";
import { Button } from "@/components/ui/button";
import { InlineAlert } from "@/components/ui/inline-alert";
import { OptionBadge } from "@/components/ui/option-badge";
import { outcomeOptions } from "@/lib/domain/obligations/schema";
import type { ClassificationRecord } from "../read-classification";
import { QuestionField } from "./question-field";
import { useAnswers } from "./use-answers";

interface DeskProps {
  id: string;
  questions: ClassificationRecord["questions"];
  open: readonly string[];
  outcomes: readonly string[];
  headline: string | null;
}

/** The questions of the tree that are asked by the answers so far, part by part; what follows is shown beside them. */
export function AnswerDesk({ id, questions, open, outcomes, headline }: DeskProps) {
  const { queue, lost, give, retry } = useAnswers(id);
  const parts = [...new Set(questions.map(({ part }) => part))];
  const unsaved = Object.values(queue);
  const refused = unsaved.filter((one) => one.refused).length;
  const saving = unsaved.length - refused;
  const next = questions.find((one) => one.answers.length === 0 && !queue[one.id]);
  return (
    <Columns
      aside={
        <div className="sticky top-4 grid gap-4">
          <Section title="So far">
            <p role="status" className="text-sm">
              {open.length === 0 ? "Every question is answered." : `${open.length} open.`}{" "}
              {refused > 0 ? <span className="text-bad">{refused} not saved. </span> : null}
              {saving > 0 ? <span className="text-ink-faint">Saving…</span> : null}
              {unsaved.length === 0 ? <span className="text-ink-faint">All saved.</span> : null}
            </p>
            {headline ? (
              <p className="mt-2">
                <OptionBadge options={outcomeOptions} value={headline} />
              </p>
            ) : (
              <p className="mt-2 text-ink-soft text-sm">No class follows yet.</p>
            )}
            <ul className="mt-2 grid gap-1">
              {outcomes
                .filter((one) => one !== headline && one !== "keep_flags")
                .map((one) => (
                  <li key={one}>
                    <OptionBadge options={outcomeOptions} value={one} />
                  </li>
                ))}
            </ul>
            {next ? (
              <a href={`#${next.id}`} className="mt-3 inline-block text-accent text-sm hover:underline">
                To the next open question ({next.id})
              </a>
            ) : null}
          </Section>
          <nav aria-label="Parts" className="rounded-xl border border-line bg-panel px-4 py-3">
            <ul className="grid gap-1 text-sm">
              {parts.map((part) => {
                const own = questions.filter((one) => one.part === part);
                const done = own.filter((one) => one.answers.length > 0).length;
                return (
                  <li key={part} className="flex justify-between gap-2">
                    <a href={`#part-${own[0]?.id}`} className="hover:underline">
                      {part}
                    </a>
                    <span className="text-ink-faint tabular-nums">
                      {done} of {own.length}
                    </span>
                  </li>
                );
              })}
            </ul>
          </nav>
        </div>
      }
    >
      {lost && saving > 0 ? (
        <InlineAlert
          tone="warn"
          live
          title={`${lost} ${saving} not yet saved.`}
          actions={
            <Button size="sm" onClick={retry}>
              Send again
            </Button>
          }
        >
          They are kept in this browser. Go on answering.
        </InlineAlert>
      ) : null}
      {parts.map((part) => {
        const own = questions.filter((one) => one.part === part);
        return (
          <Section key={part} title={part} id={`part-${own[0]?.id}`}>
            <ol className="grid gap-6">
              {own.map((question) => (
                <li key={question.id} id={question.id} className="min-w-0 scroll-mt-4">
                  <QuestionField
                    question={question}
                    waiting={queue[question.id]}
                    onGive={(answers) => give(question.id, answers, question.number)}
                  />
                </li>
              ))}
            </ol>
          </Section>
        );
      })}
    </Columns>
  );
}
