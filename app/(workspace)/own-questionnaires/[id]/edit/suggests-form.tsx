"use client";
import { NumberField, SelectField, TextField, TicksField } from "@/components/form/editor-fields";
import { ListRows } from "@/components/form/list-rows";
import type { Question } from "@/lib/domain/assessments/templates/schema";
import type { Pointers } from "./pointers";

type Suggestion = Question["suggests"][number];

interface SuggestsFormProps {
  question: Question;
  pointers: Pointers;
  onChange: (suggests: Suggestion[]) => void;
}

const unsure = { value: "unknown", label: "I don't know" };

/** Which risk or control an answer suggests, and why. */
export function SuggestsForm({ question, pointers, onChange }: SuggestsFormProps) {
  const counted = question.kind === "scale" || question.kind === "number";
  const answers =
    "options" in question
      ? [...question.options.map(({ value, label }) => ({ value, label: label || value })), unsure]
      : question.kind === "yes-no"
        ? [{ value: "yes", label: "Yes" }, { value: "no", label: "No" }, unsure]
        : [unsure];
  return (
    <fieldset className="min-w-0">
      <legend className="mb-1 font-medium text-sm">Answers that suggest a risk or a control</legend>
      <ListRows
        noun="suggestion"
        rows={question.suggests}
        most={6}
        ordered={false}
        onChange={onChange}
        blank={(): Suggestion => ({ when: counted ? { atMost: 0 } : [], because: "" })}
      >
        {(one, change) => (
          <div className="grid gap-2 sm:grid-cols-2">
            {Array.isArray(one.when) ? (
              <TicksField
                label="When the answer is"
                value={one.when}
                options={answers}
                onChange={(when) => change({ ...one, when })}
              />
            ) : (
              <Limit when={one.when} onChange={(when) => change({ ...one, when })} />
            )}
            <div className="grid content-start gap-2">
              <SelectField
                label="Risk"
                empty="No risk"
                value={one.risk ?? ""}
                options={pointers.risks}
                onChange={(risk) => change({ ...one, risk: risk || undefined })}
              />
              <SelectField
                label="Control"
                empty="No control"
                value={one.control ?? ""}
                options={pointers.controls}
                onChange={(control) => change({ ...one, control: control || undefined })}
              />
            </div>
            <div className="sm:col-span-2">
              <TextField
                label="Because"
                value={one.because}
                max={300}
                onChange={(because) => change({ ...one, because })}
              />
            </div>
          </div>
        )}
      </ListRows>
    </fieldset>
  );
}

type LimitOf = Exclude<Suggestion["when"], unknown[]>;

function Limit({ when, onChange }: { when: LimitOf; onChange: (when: LimitOf) => void }) {
  const low = "atMost" in when;
  const value = low ? when.atMost : when.atLeast;
  const put = (number: number, atMost: boolean) =>
    onChange(atMost ? { atMost: number } : { atLeast: number });
  return (
    <div className="flex flex-wrap content-start gap-2">
      <SelectField
        label="When the answer is"
        value={low ? "atMost" : "atLeast"}
        options={[
          { value: "atMost", label: "at most" },
          { value: "atLeast", label: "at least" },
        ]}
        onChange={(way) => put(value, way === "atMost")}
      />
      <NumberField label="Limit" value={value} onChange={(next) => put(next ?? 0, low)} />
    </div>
  );
}
