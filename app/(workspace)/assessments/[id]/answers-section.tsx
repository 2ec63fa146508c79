import Link from "next/link";
import { Section } from "@/components/layout/section";
import { Badge } from "@/components/ui/badge";
import { DateText } from "@/components/ui/date-text";
import { answerWords } from "@/lib/domain/assessments/answers/words/rules";
import { askedOf } from "@/lib/domain/assessments/templates/rules";
import type { Question } from "@/lib/domain/assessments/templates/schema";
import type { AssessmentRecord } from "./read-assessment";

/** What is asked by now with its answers, section by section, in reading order. */
export function AnswersSections({ assessment }: { assessment: AssessmentRecord }) {
  const { template, answers, facts } = assessment;
  const bare = Object.fromEntries(Object.entries(answers).map(([key, one]) => [key, one?.answer]));
  return askedOf(template, bare, facts).sections.map(({ section, questions }) => (
    <Section key={section.key} id={section.key} title={section.title} description={section.text}>
      <dl className="grid gap-4">
        {questions.map((question) => (
          <AnswerLine key={question.key} question={question} assessment={assessment} />
        ))}
      </dl>
    </Section>
  ));
}

function AnswerLine({ question, assessment }: { question: Question; assessment: AssessmentRecord }) {
  const { id, answers, remarks, names, mine, questionIds, evidence } = assessment;
  const stands = answers[question.key];
  const remark = remarks.findLast(({ questionKey, mended }) => questionKey === question.key && !mended);
  const files = evidence[questionIds[question.key] ?? ""] ?? [];
  const unknown = stands?.answer.kind === "unknown";
  return (
    <div id={`question-${question.key}`} className="min-w-0">
      <dt className="text-ink-soft text-sm">
        {mine.includes(question.key) ? (
          <Link
            href={`/assessments/${id}/answer?question=${question.key}`}
            prefetch={false}
            className="hover:underline"
          >
            {question.label}
          </Link>
        ) : (
          question.label
        )}
      </dt>
      <dd className="mt-0.5 whitespace-pre-line break-words">
        {stands ? (
          <span className={unknown ? "text-warn" : ""}>{answerWords(question, stands.answer, names)}</span>
        ) : (
          <span className="text-ink-faint">Not answered</span>
        )}{" "}
        {stands?.way === "carried" ? (
          <Badge tone="warn">{stands.source ? "From records" : "Carried forward"}, not confirmed</Badge>
        ) : null}{" "}
        {unknown ? <Badge tone="warn">Gap</Badge> : null}
      </dd>
      {stands ? (
        <dd className="text-ink-faint text-xs">
          {stands.by}
          {stands.outside ? " (from outside)" : ""},{" "}
          <DateText value={stands.way === "answered" ? stands.at : stands.saidOn} />
          {stands.source ? <span className="block">{stands.source}</span> : null}
        </dd>
      ) : null}
      {files.length > 0 ? (
        <dd className="text-sm">
          {files.map((one) => (
            <Link key={one.id} href={`/evidence/${one.id}`} prefetch={false} className="mr-3 hover:underline">
              {one.ref} {one.title}
            </Link>
          ))}
        </dd>
      ) : null}
      {remark ? (
        <dd className="mt-1 border-warn border-l-2 pl-2 text-sm">
          To be mended, {remark.by}: {remark.text}
        </dd>
      ) : null}
    </div>
  );
}
