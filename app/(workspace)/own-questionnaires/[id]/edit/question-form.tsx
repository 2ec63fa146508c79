"use client";
import { NumberField, SelectField, TextField } from "@/components/form/editor-fields";
import { Checkbox } from "@/components/ui/checkbox";
import { freeKey, type QuestionKind, withKind } from "@/lib/domain/assessments/templates/edit/rules";
import type { Question } from "@/lib/domain/assessments/templates/schema";
import { ConditionForm } from "./condition-form";
import type { Target } from "./condition-target";
import { KindForm } from "./kind-form";
import type { Pointers } from "./pointers";
import { SetsForm } from "./sets-form";
import { SourcesForm } from "./sources-form";
import { SuggestsForm } from "./suggests-form";

const kinds: { value: QuestionKind; label: string }[] = [
  { value: "yes-no", label: "Yes, no or unknown" },
  { value: "choice", label: "Choice: one of several" },
  { value: "several", label: "Several of a list" },
  { value: "scale", label: "Scale" },
  { value: "number", label: "Number with unit" },
  { value: "date", label: "Date" },
  { value: "text", label: "Text" },
  { value: "file", label: "File" },
  { value: "records", label: "Links to records" },
  { value: "table", label: "Table" },
];

interface QuestionFormProps {
  question: Question;
  /** The keys of the other questions. */
  used: readonly string[];
  targets: readonly Target[];
  pointers: Pointers;
  scored: boolean;
  onChange: (question: Question) => void;
  /** Another key, which conditions that read the answer follow. */
  onRename: (key: string, label: string) => void;
}

/** One question with everything that can be said of it. */
export function QuestionForm({
  question,
  used,
  targets,
  pointers,
  scored,
  onChange,
  onRename,
}: QuestionFormProps) {
  const put = (fields: Partial<Question>) => onChange({ ...question, ...fields } as Question);
  // The key follows the words until somebody gives it a name of its own.
  const say = (label: string) => {
    const follows =
      /^question-\d+$/.test(question.key) || question.key === freeKey(question.label, used, "question");
    if (follows) onRename(freeKey(label, used, "question"), label);
    else put({ label });
  };
  const weighs = "weight" in question && scored;
  return (
    <div className="grid gap-4">
      <TextField label="Question" value={question.label} max={400} lines onChange={say} />
      <div className="grid gap-4 sm:grid-cols-2">
        <SelectField
          label="Kind"
          value={question.kind}
          options={kinds}
          onChange={(kind) => onChange(withKind(question, kind as QuestionKind))}
        />
        <TextField
          label="Key"
          help="By which answers, conditions and later versions know it."
          value={question.key}
          max={60}
          onChange={(key) => onRename(key, question.label)}
        />
      </div>
      <TextField
        label="Help"
        help="What a good answer is, so that nobody has to ask."
        value={question.help}
        max={1_000}
        lines
        onChange={(help) => put({ help: help || undefined })}
      />
      <KindForm {...{ question, scored, onChange }} />
      {weighs ? (
        <NumberField
          label="Weight"
          min={0.1}
          max={100}
          value={question.weight}
          onChange={(weight) => put({ weight: weight ?? 1 })}
        />
      ) : null}
      <div className="grid gap-2 text-sm">
        <Checkbox
          label="Must be answered"
          checked={question.required}
          onChange={(event) => put({ required: event.target.checked })}
        />
        <Checkbox
          label="“Does not apply”, with a reason, is an answer"
          checked={question.notApplicable}
          onChange={(event) => put({ notApplicable: event.target.checked })}
        />
      </div>
      <ConditionForm
        noun="question"
        condition={question.when}
        targets={targets}
        onChange={(when) => put({ when })}
      />
      <SourcesForm
        sources={question.sources}
        frameworks={pointers.frameworks}
        onChange={(sources) => put({ sources })}
      />
      <TextField
        label="Evidence expected"
        value={question.evidence}
        max={300}
        onChange={(evidence) => put({ evidence: evidence || undefined })}
      />
      {question.kind === "choice" || question.kind === "several" || question.kind === "yes-no" ? (
        <SetsForm question={question} onChange={onChange} />
      ) : null}
      <SuggestsForm {...{ question, pointers }} onChange={(suggests) => put({ suggests })} />
    </div>
  );
}
