"use client";
import { Badge } from "@/components/ui/badge";
import { DateText } from "@/components/ui/date-text";
import { capitalised } from "@/lib/platform/schema/capitalised";
import type { ClassificationRecord } from "../read-classification";

interface QuestionFieldProps {
  question: ClassificationRecord["questions"][number];
  waiting: { answers: readonly string[]; refused?: string } | undefined;
  onGive: (answers: readonly string[]) => void;
}

/** One question of the tree: what it asks, what the Act says there, what the register says, and the answers it takes. */
export function QuestionField({ question, waiting, onGive }: QuestionFieldProps) {
  const { id, text, legalRef, choices, says, facts, source, by, at } = question;
  const several = id === "R1";
  const chosen = waiting && !waiting.refused ? waiting.answers : question.answers;
  const toggled = (answer: string) => {
    if (!several) return [answer];
    return chosen.includes(answer) ? chosen.filter((one) => one !== answer) : [...chosen, answer];
  };
  return (
    <fieldset className="min-w-0">
      <legend className="font-medium">
        <span className="text-ink-faint">{id}</span> {text}
      </legend>
      <p className="mt-0.5 text-ink-soft text-xs">{legalRef}</p>
      {facts.length > 0 ? (
        <dl className="mt-1.5 grid gap-0.5 border-line border-l-2 pl-2 text-sm">
          {facts.map(({ label, value }) => (
            <div key={label} className="flex flex-wrap gap-x-1.5">
              <dt className="text-ink-faint">{label} in the register:</dt>
              <dd className="min-w-0 break-words">{value ?? "not known"}</dd>
            </div>
          ))}
        </dl>
      ) : null}
      <div className="mt-2 flex flex-wrap gap-x-5 gap-y-1.5">
        {choices.map(({ answer }) => (
          <label
            key={answer}
            className={`flex items-start gap-2 text-sm ${choices.length > 3 ? "basis-full" : ""}`}
          >
            <input
              type={several ? "checkbox" : "radio"}
              name={id}
              checked={chosen.includes(answer)}
              onChange={() => onGive(toggled(answer))}
              className={`${several ? "tick" : "dot"} mt-0.5`}
            />
            <span>{capitalised(answer)}</span>
          </label>
        ))}
        {source === "person" && !waiting && !several ? (
          <button type="button" onClick={() => onGive([])} className="text-ink-faint text-xs hover:underline">
            Take back<span className="sr-only"> the answer to {id}</span>
          </button>
        ) : null}
      </div>
      {choices.map(({ answer, note }) =>
        note && chosen.includes(answer) ? (
          <p key={answer} className="mt-1 text-ink-soft text-xs">
            {note}
          </p>
        ) : null,
      )}
      <p className="mt-1 min-h-5 text-xs">
        {waiting?.refused ? (
          <span role="alert" className="text-bad">
            Not saved. {waiting.refused}
          </span>
        ) : waiting ? (
          <span className="text-warn">Not yet saved</span>
        ) : source === "register" ? (
          <Badge tone="info">Filled in from the register</Badge>
        ) : source === "person" ? (
          <span className="text-ink-faint">
            {by}
            {at ? (
              <>
                , <DateText value={at} />
              </>
            ) : null}
          </span>
        ) : null}
      </p>
      {says.length > 0 ? (
        <details className="text-sm">
          <summary className="w-fit cursor-pointer text-ink-soft text-xs">What the Act says there</summary>
          <dl className="mt-1 grid gap-1">
            {says.map(({ ref, title, paraphrase }) => (
              <div key={ref}>
                <dt className="text-ink-faint text-xs">
                  {ref} {title}
                </dt>
                <dd>{paraphrase}</dd>
              </div>
            ))}
          </dl>
        </details>
      ) : null}
    </fieldset>
  );
}
