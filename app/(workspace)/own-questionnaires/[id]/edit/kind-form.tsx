"use client";
import { NumberField, SelectField, TextField } from "@/components/form/editor-fields";
import { linkable, type Question } from "@/lib/domain/assessments/templates/schema";
import { ColumnsForm } from "./columns-form";
import { OptionsForm } from "./options-form";

interface KindFormProps {
  question: Question;
  /** Whether the questionnaire has a score. */
  scored: boolean;
  onChange: (question: Question) => void;
}

const records: Record<(typeof linkable)[number], string> = {
  systems: "AI systems",
  models: "Models",
  datasets: "Datasets",
  vendors: "Vendors",
  risks: "Risks",
  people: "People",
  tools: "Tools",
  agents: "Agents",
  guardrails: "Guardrails",
};

/** What only this kind of question has: options, ends, unit, points. */
export function KindForm({ question, scored, onChange }: KindFormProps) {
  const put = (fields: object) => onChange({ ...question, ...fields } as Question);
  switch (question.kind) {
    case "choice":
    case "several":
      return (
        <OptionsForm
          options={question.options}
          most={question.kind === "several" ? 30 : 20}
          {...{ scored }}
          onChange={(options) => put({ options })}
        />
      );
    case "scale":
      return <ScaleForm {...{ question, scored }} onChange={onChange} />;
    case "yes-no":
      return scored ? (
        <div className="flex flex-wrap gap-4">
          <NumberField
            label="Points for yes"
            optional
            min={0}
            max={100}
            value={question.points?.yes}
            onChange={(yes) => put({ points: pointsOf(yes, question.points?.no) })}
          />
          <NumberField
            label="Points for no"
            optional
            min={0}
            max={100}
            value={question.points?.no}
            onChange={(no) => put({ points: pointsOf(question.points?.yes, no) })}
          />
        </div>
      ) : null;
    case "number":
      return (
        <div className="flex flex-wrap gap-4">
          <TextField label="Unit" value={question.unit} max={30} onChange={(unit) => put({ unit })} />
          <NumberField label="Least" value={question.min} onChange={(min) => put({ min })} />
          <NumberField label="Most" value={question.max} onChange={(max) => put({ max })} />
          <NumberField
            label="Decimals"
            min={0}
            max={6}
            value={question.places}
            onChange={(places) => put({ places })}
          />
        </div>
      );
    case "text":
      return (
        <NumberField
          label="Characters at most"
          min={50}
          max={10_000}
          value={question.max}
          onChange={(max) => put({ max })}
        />
      );
    case "records":
      return (
        <SelectField
          label="Links to"
          value={question.concept}
          onChange={(concept) => put({ concept })}
          options={linkable.map((value) => ({ value, label: records[value] }))}
        />
      );
    case "table":
      return (
        <div className="grid gap-4">
          <ColumnsForm columns={question.columns} onChange={(columns) => put({ columns })} />
          <NumberField
            label="Rows at most"
            min={1}
            max={200}
            value={question.maxRows}
            onChange={(maxRows) => put({ maxRows })}
          />
        </div>
      );
    default:
      return null;
  }
}

function pointsOf(yes: number | undefined, no: number | undefined) {
  return yes === undefined && no === undefined ? undefined : { yes: yes ?? 0, no: no ?? 0 };
}

const directions = [
  { value: "none", label: "Not scored" },
  { value: "high-is-more", label: "The high end earns more" },
  { value: "low-is-more", label: "The low end earns more" },
];

function ScaleForm({
  question,
  scored,
  onChange,
}: KindFormProps & { question: Question & { kind: "scale" } }) {
  const { from, to, labels } = question;
  const steps = Array.from({ length: Math.max(0, to - from + 1) }, (_, step) => String(from + step));
  const label = (step: string, words: string) => {
    const { [step]: _old, ...others } = labels;
    onChange({ ...question, labels: words === "" ? others : { ...others, [step]: words } });
  };
  return (
    <div className="grid gap-4">
      <div className="flex flex-wrap gap-4">
        <NumberField
          label="From"
          min={0}
          max={10}
          value={from}
          onChange={(next) => onChange({ ...question, from: Math.round(next ?? 0) })}
        />
        <NumberField
          label="To"
          min={0}
          max={10}
          value={to}
          onChange={(next) => onChange({ ...question, to: Math.round(next ?? 0) })}
        />
        {scored ? (
          <SelectField
            label="Points"
            value={question.points}
            options={directions}
            onChange={(points) => onChange({ ...question, points: points as typeof question.points })}
          />
        ) : null}
      </div>
      <fieldset className="grid gap-2">
        <legend className="mb-1 font-medium text-sm">Words for its steps; the ends at least</legend>
        {steps.map((step) => (
          <div key={step} className="flex items-center gap-2">
            <span className="w-5 shrink-0 text-right text-sm tabular-nums">{step}</span>
            <div className="min-w-0 flex-1">
              <TextField
                label={`Words for ${step}`}
                quiet
                value={labels[step]}
                max={200}
                onChange={(words) => label(step, words)}
              />
            </div>
          </div>
        ))}
      </fieldset>
    </div>
  );
}
