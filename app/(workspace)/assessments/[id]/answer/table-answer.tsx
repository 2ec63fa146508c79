"use client";
import { X } from "lucide-react";
import { useId } from "react";
import { Button } from "@/components/ui/button";
import { IconButton } from "@/components/ui/icon-button";
import { Input } from "@/components/ui/input";
import { Textarea } from "@/components/ui/textarea";
import { groupsIn } from "@/lib/domain/assessments/fairness/rules";
import type { Question } from "@/lib/domain/assessments/templates/schema";
import { FiguresTable } from "../../../questionnaires/[key]/group-figures";
import { pastedRows } from "./pasted-rows";

type TableQuestion = Extract<Question, { kind: "table" }>;
type Row = Readonly<Record<string, string | number | null>>;

interface TableAnswerProps {
  question: TableQuestion;
  rows: readonly Row[];
  onChange: (rows: readonly Row[]) => void;
}

/** A table filled in row by row, or pasted from a sheet; with the figures that are computed from it. */
export function TableAnswer({ question, rows, onChange }: TableAnswerProps) {
  const { columns, maxRows, figures } = question;
  const paste = useId();
  const set = (index: number, key: string, cell: string | number | null) =>
    onChange(rows.map((row, at) => (at === index ? { ...row, [key]: cell } : row)));
  return (
    <div className="grid gap-3">
      <div className="overflow-x-auto">
        <table className="w-full text-sm">
          <thead>
            <tr>
              {columns.map(({ key, label, unit }) => (
                <th key={key} scope="col" className="px-1 pb-1 text-left font-medium text-ink-soft">
                  {label}
                  {unit ? ` (${unit})` : ""}
                </th>
              ))}
              <th>
                <span className="sr-only">Remove</span>
              </th>
            </tr>
          </thead>
          <tbody>
            {rows.map((row, index) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: a row is known by its place alone.
              <tr key={index}>
                {columns.map((column) => (
                  <td key={column.key} className="p-1">
                    <Cell
                      column={column}
                      label={`${column.label}, row ${index + 1}`}
                      value={row[column.key] ?? null}
                      onChange={(cell) => set(index, column.key, cell)}
                    />
                  </td>
                ))}
                <td className="p-1">
                  <IconButton
                    label={`Remove row ${index + 1}`}
                    onClick={() => onChange(rows.filter((_, at) => at !== index))}
                  >
                    <X aria-hidden="true" className="size-4" />
                  </IconButton>
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      <div className="flex flex-wrap gap-2">
        <Button
          size="sm"
          reason={rows.length >= maxRows ? `It takes at most ${maxRows} rows.` : undefined}
          onClick={() => onChange([...rows, Object.fromEntries(columns.map(({ key }) => [key, null]))])}
        >
          Add row
        </Button>
      </div>
      <label htmlFor={paste} className="grid gap-1 text-ink-soft text-sm">
        Or paste rows from a sheet, in the order of the columns
        <Textarea
          id={paste}
          rows={2}
          value=""
          onChange={(event) => {
            const pasted = pastedRows(event.target.value, question);
            if (pasted.length > 0) onChange([...rows.filter(isFilled), ...pasted].slice(0, maxRows));
          }}
        />
      </label>
      {figures ? <FiguresTable groups={groupsIn(rows)} /> : null}
    </div>
  );
}

function isFilled(row: Row): boolean {
  return Object.values(row).some((cell) => cell !== null && cell !== "");
}

interface CellProps {
  column: TableQuestion["columns"][number];
  label: string;
  value: string | number | null;
  onChange: (cell: string | number | null) => void;
}

function Cell({ column, label, value, onChange }: CellProps) {
  if (column.kind === "choice")
    return (
      <select
        aria-label={label}
        value={value ?? ""}
        onChange={(event) => onChange(event.target.value || null)}
        className="h-8 w-full rounded-md border border-control bg-panel px-2"
      >
        <option value="">Choose</option>
        {column.options?.map((one) => (
          <option key={one.value} value={one.value}>
            {one.label}
          </option>
        ))}
      </select>
    );
  const numeric = column.kind !== "text";
  return (
    <Input
      aria-label={label}
      inputMode={numeric ? "decimal" : "text"}
      value={String(value ?? "")}
      onChange={(event) => onChange(cellOf(event.target.value, numeric))}
    />
  );
}

// What is no number stays as it was typed, so that it can be mended; the server says what is wrong with it.
function cellOf(text: string, numeric: boolean): string | number | null {
  if (text.trim() === "") return null;
  return numeric && /^-?\d+(\.\d+)?$/.test(text.trim()) ? Number(text) : text;
}
