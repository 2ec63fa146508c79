"use client";
import { NumberField, SelectField, TextField } from "@/components/form/editor-fields";
import { ListRows } from "@/components/form/list-rows";
import { blankOption, freeKey } from "@/lib/domain/assessments/templates/edit/rules";
import type { Question } from "@/lib/domain/assessments/templates/schema";
import { OptionsForm } from "./options-form";

type Column = (Question & { kind: "table" })["columns"][number];

const kinds = [
  { value: "text", label: "Text" },
  { value: "integer", label: "Whole number" },
  { value: "number", label: "Number" },
  { value: "choice", label: "Choice" },
];

/** The columns of a table that is asked for. */
export function ColumnsForm({
  columns,
  onChange,
}: {
  columns: readonly Column[];
  onChange: (columns: Column[]) => void;
}) {
  const used = columns.map(({ key }) => key);
  const ofKind = ({ key, label }: Column, kind: Column["kind"]): Column => ({
    ...{ key, label, kind },
    ...(kind === "choice" ? { options: [blankOption("option-1"), blankOption("option-2")] } : {}),
  });
  return (
    <fieldset className="min-w-0">
      <legend className="mb-1 font-medium text-sm">Columns</legend>
      <ListRows
        noun="column"
        rows={columns}
        most={12}
        onChange={onChange}
        blank={(): Column => ({ key: freeKey("", used, "column"), label: "", kind: "text" })}
      >
        {(column, change, index) => (
          <div className="grid gap-2">
            <div className="grid gap-2 sm:grid-cols-3">
              <TextField
                label={`Heading of column ${index + 1}`}
                value={column.label}
                max={120}
                onChange={(label) => change({ ...column, label })}
              />
              <TextField
                label="Key"
                value={column.key}
                max={60}
                onChange={(key) => change({ ...column, key })}
              />
              <SelectField
                label="Kind"
                value={column.kind}
                options={kinds}
                onChange={(kind) => change(ofKind(column, kind as Column["kind"]))}
              />
            </div>
            {column.kind === "integer" || column.kind === "number" ? (
              <div className="grid gap-2 sm:grid-cols-3">
                <TextField
                  label="Unit"
                  value={column.unit}
                  max={30}
                  onChange={(unit) => change({ ...column, unit: unit || undefined })}
                />
                <NumberField
                  label="Least"
                  optional
                  value={column.min}
                  onChange={(min) => change({ ...column, min })}
                />
                <NumberField
                  label="Most"
                  optional
                  value={column.max}
                  onChange={(max) => change({ ...column, max })}
                />
              </div>
            ) : null}
            {column.kind === "choice" ? (
              <OptionsForm
                options={column.options ?? []}
                most={20}
                scored={false}
                onChange={(options) => change({ ...column, options })}
              />
            ) : null}
          </div>
        )}
      </ListRows>
    </fieldset>
  );
}
