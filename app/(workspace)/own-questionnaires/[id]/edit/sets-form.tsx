"use client";
import { SelectField } from "@/components/form/editor-fields";
import type { Question } from "@/lib/domain/assessments/templates/schema";
import { systemFacts, systemFields } from "@/lib/domain/inventory/systems/schema";
import { fieldMeta } from "@/lib/platform/schema/field";

type Setting = Extract<Question, { kind: "choice" | "several" | "yes-no" }>;
type Sets = NonNullable<Setting["sets"]>;

// Facts with a list of values: an answer can say one of them.
const facts = systemFacts.flatMap((fact) => {
  const { kind, label, options } = fieldMeta(systemFields[fact]);
  if (kind === "tri-state")
    return [
      {
        value: fact as string,
        label,
        values: [
          { value: "true", label: "Yes" },
          { value: "false", label: "No" },
        ],
        truth: true,
      },
    ];
  return options ? [{ value: fact as string, label, values: options, truth: false }] : [];
});

/** Which fact of the system an answer proposes, and what each answer means for it. */
export function SetsForm({
  question,
  onChange,
}: {
  question: Setting;
  onChange: (question: Question) => void;
}) {
  const { sets } = question;
  const fact = facts.find(({ value }) => value === sets?.fact);
  const answers =
    question.kind === "yes-no"
      ? [
          { value: "yes", label: "Yes" },
          { value: "no", label: "No" },
        ]
      : question.options;
  const put = (next: Sets | undefined) => onChange({ ...question, sets: next });
  const translate = (answer: string, value: string) => {
    if (!sets) return;
    const { [answer]: _old, ...others } = sets.as ?? {};
    const said = fact?.truth ? value === "true" : value;
    const as = value === "" ? others : { ...others, [answer]: said };
    put({ fact: sets.fact, ...(Object.keys(as).length > 0 ? { as } : {}) });
  };
  return (
    <div className="grid gap-2">
      <SelectField
        label="The answer sets a fact of the system"
        help="Proposed to the owner, who confirms it; never silent."
        empty="No fact"
        value={sets?.fact ?? ""}
        options={facts}
        onChange={(value) => put(value === "" ? undefined : { fact: value as Sets["fact"] })}
      />
      {fact ? (
        <div className="grid gap-2 sm:grid-cols-2">
          {answers.map(({ value, label }) => (
            <SelectField
              key={value}
              label={`“${label || value}” means`}
              empty="The same as the answer"
              value={String(sets?.as?.[value] ?? "")}
              options={fact.values}
              onChange={(next) => translate(value, next)}
            />
          ))}
        </div>
      ) : null}
    </div>
  );
}
