"use client";
import { useState } from "react";
import { Badge } from "@/components/ui/badge";
import { Button } from "@/components/ui/button";
import { DateText } from "@/components/ui/date-text";
import { InlineAlert } from "@/components/ui/inline-alert";
import { Input } from "@/components/ui/input";
import { answerWords } from "@/lib/domain/assessments/answers/words/rules";
import type { Answer } from "@/lib/domain/assessments/templates/rules";
import type { Question } from "@/lib/domain/assessments/templates/schema";
import { QuestionNotes } from "../../../questionnaires/[key]/question-notes";
import type { Waiting } from "./answer-queue";
import type { Clash, Stands } from "./use-answers";
import { keyHint, ValueControl } from "./value-control";

interface QuestionCardProps {
  question: Question;
  titles: Record<string, string>;
  names: Readonly<Record<string, string>>;
  stands: Stands | undefined;
  waiting: Waiting | undefined;
  clash: Clash | undefined;
  /** What is to be mended, where it was sent back. */
  remark: { text: string; by: string } | undefined;
  onGive: (answer: Answer | null, typing?: boolean) => void;
  onSettle: (choice: "mine" | "theirs") => void;
  onConfirm: () => void;
}

/** One question: what it asks and why, the answer, and what stands in the way of its being saved. */
export function QuestionCard(props: QuestionCardProps) {
  const { question, titles, stands, waiting, clash, remark, onGive, onSettle, onConfirm } = props;
  const [added, setAdded] = useState<Record<string, string>>({});
  const names = { ...props.names, ...added };
  const id = `answer-${question.key}`;
  const answer = waiting ? waiting.answer : (stands?.answer ?? null);
  const carried = stands?.way === "carried" && !waiting;
  return (
    <fieldset className="min-w-0">
      <legend id={`${id}-label`} className="font-medium">
        {question.label}
        {question.required ? null : <span className="font-normal text-ink-faint"> (optional)</span>}
      </legend>
      {question.help ? <p className="mt-0.5 text-ink-soft text-sm">{question.help}</p> : null}
      {remark ? (
        <p className="mt-2 border-warn border-l-2 pl-2 text-sm">
          To be mended, {remark.by}: {remark.text}
        </p>
      ) : null}
      {carried && stands ? (
        <p className="mt-2 flex flex-wrap items-center gap-2 text-sm">
          <Badge tone="warn">{stands.source ? "From records" : "Carried forward"}</Badge>
          {stands.source ? (
            <span>
              <DateText value={stands.saidOn} />: {stands.source} Does it hold?
            </span>
          ) : (
            <span>
              Answered <DateText value={stands.saidOn} /> by {stands.by}. Does it still hold?
            </span>
          )}
          <Button size="sm" onClick={onConfirm}>
            {stands.source ? "It holds" : "It still holds"}
          </Button>
        </p>
      ) : null}
      {clash ? <ClashPanel {...{ question, clash, names, onSettle }} /> : null}
      <div className="mt-2 grid gap-1.5">
        <ValueControl
          {...{ id, question, names }}
          value={answer?.kind === "value" ? answer.value : null}
          onGive={(value, typing) => onGive(value === null ? null : { kind: "value", value }, typing)}
          onNames={(more) => setAdded((now) => ({ ...now, ...more }))}
        />
        <Others {...{ id, question, answer, onGive }} />
      </div>
      <p role="status" className="mt-1 min-h-5 text-xs">
        {waiting?.refused ? (
          <span className="text-bad">Not saved. {waiting.refused}</span>
        ) : waiting ? (
          <span className="text-warn">Not yet saved</span>
        ) : stands && stands.answer !== null ? (
          <span className="text-ink-faint">
            Saved. {stands.by}, <DateText value={stands.saidOn} />
          </span>
        ) : null}
      </p>
      <QuestionNotes question={question} titles={titles} />
    </fieldset>
  );
}

function Others({
  id,
  question,
  answer,
  onGive,
}: Pick<QuestionCardProps, "question" | "onGive"> & { id: string; answer: Answer | null }) {
  const notApplicable = answer?.kind === "not-applicable";
  const [asking, setAsking] = useState(notApplicable);
  return (
    <div className="mt-1 grid gap-1.5">
      <label className="flex items-start gap-2 text-ink-soft text-sm">
        <input
          type="radio"
          name={`${id}-other`}
          checked={answer?.kind === "unknown"}
          onChange={() => onGive({ kind: "unknown" })}
          className="dot mt-0.5"
        />
        <span aria-hidden="true" className={keyHint}>
          u
        </span>
        I don't know
      </label>
      {question.notApplicable ? (
        <label className="flex items-start gap-2 text-ink-soft text-sm">
          <input
            type="radio"
            name={`${id}-other`}
            checked={notApplicable || asking}
            onChange={() => setAsking(true)}
            className="dot mt-0.5"
          />
          <span aria-hidden="true" className={keyHint} />
          Does not apply
        </label>
      ) : null}
      {asking || notApplicable ? (
        <Input
          aria-label="Why it does not apply"
          placeholder="Why it does not apply"
          maxLength={1_000}
          defaultValue={notApplicable ? answer.reason : ""}
          onChange={(event) => {
            const reason = event.target.value.trim();
            onGive(reason === "" ? null : { kind: "not-applicable", reason }, true);
          }}
        />
      ) : null}
    </div>
  );
}

function ClashPanel({
  question,
  clash,
  names,
  onSettle,
}: Pick<QuestionCardProps, "question" | "names" | "onSettle"> & { clash: Clash }) {
  return (
    <InlineAlert tone="warn" title="Somebody else answered this meanwhile">
      <dl className="mt-1 grid gap-x-4 gap-y-1 text-sm sm:grid-cols-2">
        <div>
          <dt className="text-ink-soft">Your answer</dt>
          <dd className="whitespace-pre-line">{answerWords(question, clash.mine, names)}</dd>
        </div>
        <div>
          <dt className="text-ink-soft">Their answer, which is saved</dt>
          <dd className="whitespace-pre-line">{answerWords(question, clash.theirs, names)}</dd>
        </div>
      </dl>
      <div className="mt-2 flex gap-2">
        <Button size="sm" onClick={() => onSettle("mine")}>
          Save mine instead
        </Button>
        <Button size="sm" onClick={() => onSettle("theirs")}>
          Keep theirs
        </Button>
      </div>
    </InlineAlert>
  );
}
