"use client";
import { useState } from "react";
import { RequirementFields } from "@/components/domain/requirement-fields";
import { SelectField } from "@/components/form/editor-fields";
import type { FieldControlProps } from "@/components/form/field-control-props";
import { ListRows } from "@/components/form/list-rows";
import { mappingConfidences, mappingRelations } from "@/lib/domain/controls/library/schema";
import { type Mapped, mappingDraft, mappingDraftText, mostMapped } from "@/lib/domain/controls/own/rules";

/** What an own control is to requirements: each with the framework, what the control does, and how sure that is. */
export function MappingControl({
  id,
  value,
  onChange,
  invalid,
  describedBy,
  options = [],
}: FieldControlProps) {
  const text = String(value ?? "");
  const [kept, setKept] = useState(() => mappingDraft(text));
  // The form's text differs where a draft was brought back or a conflict was settled.
  const rows = mappingDraftText(kept) === text ? kept : mappingDraft(text);
  const change = (next: Mapped[]) => {
    setKept(next);
    onChange(mappingDraftText(next));
  };
  const blank = (): Mapped => ({
    framework: rows.at(-1)?.framework ?? options[0]?.value ?? "",
    ...{ ref: "", relation: "intersects", confidence: "low" },
  });
  return (
    <fieldset
      id={id}
      tabIndex={-1}
      aria-labelledby={`${id}-label`}
      aria-describedby={describedBy}
      aria-invalid={invalid || undefined}
      className="min-w-0"
    >
      <ListRows
        noun="requirement"
        rows={rows}
        most={mostMapped}
        ordered={false}
        onChange={change}
        blank={blank}
      >
        {(row, put) => (
          <div className="grid gap-2 sm:grid-cols-2">
            <RequirementFields
              value={row}
              frameworks={options}
              toFulfil
              onChange={(named) => put({ ...row, ...named })}
            />
            <SelectField
              label="What the control does"
              value={row.relation}
              options={mappingRelations}
              help={mappingRelations.find((one) => one.value === row.relation)?.help}
              onChange={(relation) => put({ ...row, relation: relation as Mapped["relation"] })}
            />
            <SelectField
              label="How sure"
              value={row.confidence}
              options={mappingConfidences}
              onChange={(confidence) => put({ ...row, confidence: confidence as Mapped["confidence"] })}
            />
          </div>
        )}
      </ListRows>
    </fieldset>
  );
}
