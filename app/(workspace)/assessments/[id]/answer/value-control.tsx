"use client";
import dynamic from "next/dynamic";
import { Input } from "@/components/ui/input";
import { Textarea } from "@/components/ui/textarea";
import { type Choice, choicesOf } from "@/components/ui/use-choices";
import { choosable } from "@/lib/domain/assessments/templates/answers/rules";
import type { Answer } from "@/lib/domain/assessments/templates/rules";
import type { Question } from "@/lib/domain/assessments/templates/schema";
import { TableAnswer } from "./table-answer";

const MultiCombobox = dynamic(() =>
  import("@/components/ui/multi-combobox").then((file) => file.MultiCombobox),
);

type Value = Extract<Answer, { kind: "value" }>["value"];

interface ValueControlProps {
  id: string;
  question: Question;
  value: Value | null;
  /** Names of the records that the answer names, by their ids. */
  names: Readonly<Record<string, string>>;
  /** Null takes the answer back; `typing` waits for a pause before it is sent. */
  onGive: (value: Value | null, typing?: boolean) => void;
  onNames: (names: Record<string, string>) => void;
}

/** The control that a kind of question is answered with. */
export function ValueControl(props: ValueControlProps) {
  const { id, question, value, names, onGive, onNames } = props;
  if (choosable(question)) return <Choices {...props} />;
  const common = { id, "aria-labelledby": `${id}-label` };
  switch (question.kind) {
    case "number":
      return (
        <span className="flex items-center gap-2">
          <Input
            {...common}
            inputMode="decimal"
            className="max-w-44"
            value={String(value ?? "")}
            onChange={(event) => onGive(numberOf(event.target.value), true)}
          />
          <span className="text-ink-soft text-sm">
            {question.unit}, {question.min} to {question.max}
          </span>
        </span>
      );
    case "date":
      return (
        <Input
          {...common}
          type="date"
          className="max-w-44"
          value={String(value ?? "")}
          onChange={(event) => onGive(event.target.value || null, true)}
        />
      );
    case "text":
      return (
        <Textarea
          {...common}
          maxLength={question.max}
          value={String(value ?? "")}
          onChange={(event) => onGive(event.target.value === "" ? null : event.target.value, true)}
        />
      );
    case "records":
      return (
        <MultiCombobox
          id={id}
          labelledBy={`${id}-label`}
          load={choicesOf(question.concept)}
          value={[value ?? []]
            .flat()
            .map((one): Choice => ({ id: String(one), name: names[String(one)] ?? "…" }))}
          onChange={(chosen) => {
            onNames(Object.fromEntries(chosen.map((one) => [one.id, one.name])));
            onGive(chosen.length > 0 ? chosen.map((one) => one.id) : null);
          }}
        />
      );
    case "table":
      return (
        <TableAnswer
          question={question}
          rows={Array.isArray(value) ? (value as never) : []}
          onChange={(rows) => onGive(rows.length > 0 ? (rows as never) : null, true)}
        />
      );
    default:
      return (
        <p className="text-ink-soft text-sm">
          Attach the files below. Each that is attached is part of the answer.
        </p>
      );
  }
}

// What is no number is kept as it was typed, so that nothing is lost; the server says what is wrong with it.
function numberOf(text: string): Value | null {
  if (text.trim() === "") return null;
  const number = Number(text.replace(",", "."));
  return Number.isFinite(number) && !text.endsWith(".") ? number : text;
}

/** How the key that chooses is shown, where keys work: inside of what is marked with data-keys. */
export const keyHint = "mt-px hidden w-4 shrink-0 text-center text-ink-faint text-xs in-[[data-keys]]:inline";

function Choices({ id, question, value, onGive }: ValueControlProps) {
  const several = question.kind === "several";
  const chosen = value === null ? [] : [value].flat().map(String);
  return (choosable(question) ?? []).map(({ value: one, label, help }, index) => (
    <label key={one} className="flex items-start gap-2 text-sm">
      <input
        type={several ? "checkbox" : "radio"}
        name={id}
        checked={chosen.includes(one)}
        onChange={() => onGive(chosenWith(question, chosen, one))}
        className={`${several ? "tick" : "dot"} mt-0.5`}
      />
      <span aria-hidden="true" className={keyHint}>
        {index < 9 ? index + 1 : ""}
      </span>
      <span>
        {label}
        {help ? <span className="block text-ink-soft">{help}</span> : null}
      </span>
    </label>
  ));
}

/** Returns the value of a question after one of its choices was chosen: that one, or with several added or taken away. */
export function chosenWith(question: Question, chosen: readonly string[], one: string): Value | null {
  if (question.kind === "scale") return Number(one);
  if (question.kind !== "several") return one;
  const next = chosen.includes(one) ? chosen.filter((other) => other !== one) : [...chosen, one];
  return next.length > 0 ? next : null;
}
