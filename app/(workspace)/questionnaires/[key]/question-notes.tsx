import { factLabel } from "@/lib/domain/assessments/facts/words/rules";
import type { Question } from "@/lib/domain/assessments/templates/schema";

interface QuestionNotesProps {
  question: Question;
  titles: Record<string, string>;
}

/** What stands behind a question: who asks for it, the evidence expected, the fact it sets, what an answer suggests. */
export function QuestionNotes({ question, titles }: QuestionNotesProps) {
  const { sources, evidence, suggests } = question;
  const fact = "sets" in question ? question.sets?.fact : undefined;
  return (
    <div className="mt-2 grid gap-1 text-ink-soft text-sm">
      {sources.length > 0 ? (
        <p>
          <span className="sr-only">Asked for by </span>
          {sources.map(({ framework, ref }, index) => (
            <span key={`${framework} ${ref}`}>
              {index > 0 ? " · " : ""}
              <span className="font-medium">{ref}</span> {titles[`${framework} ${ref}`]}
            </span>
          ))}
        </p>
      ) : null}
      {evidence ? <p>Evidence expected: {evidence}</p> : null}
      {fact ? <p>The answer proposes a fact of the system: {factLabel(fact)}.</p> : null}
      {suggests.length > 0 ? (
        <details>
          <summary className="cursor-pointer text-accent">
            {suggests.length === 1
              ? "An answer suggests something"
              : `Answers suggest ${suggests.length} things`}
          </summary>
          <ul className="mt-1 list-disc pl-5">
            {suggests.map(({ risk, control, because }) => (
              <li key={`${risk} ${control} ${because}`}>
                {[risk ? `Risk ${risk}` : null, control ? `Control ${control}` : null]
                  .filter(Boolean)
                  .join(", ")}
                : {because}
              </li>
            ))}
          </ul>
        </details>
      ) : null}
    </div>
  );
}
