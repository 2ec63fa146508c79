"use client";
import { useRouter } from "next/navigation";
import { useId, useState, useTransition } from "react";
import { useApi } from "@/components/form/use-api";
import { Section } from "@/components/layout/section";
import { SimpleTable } from "@/components/table/simple-table";
import { Button } from "@/components/ui/button";
import { Select } from "@/components/ui/select";
import type { WorkbookSheets } from "@/lib/domain/imports/schema";

interface SheetFormProps {
  id: string;
  version: number;
  sheet: string;
  headingRow: number;
  workbook: WorkbookSheets;
}

/** Which sheet of the workbook holds the rows and in which row its headings stand, with the first rows of the sheet; both can be changed. */
export function SheetForm({ id, version, sheet, headingRow, workbook }: SheetFormProps) {
  const router = useRouter();
  const { send, pending } = useApi();
  const [refreshing, startTransition] = useTransition();
  const [name, setName] = useState(sheet);
  const [row, setRow] = useState(headingRow);
  const [sheetId, rowId] = [useId(), useId()];
  const { sheets, macros } = workbook;
  const chosen = sheets.find((one) => one.name === name);
  const first = chosen?.first ?? [];
  const choose = (wanted: string) => {
    setName(wanted);
    setRow(sheets.find((one) => one.name === wanted)?.headingRow ?? 1);
  };
  const read = async () => {
    const body = { version, sheet: name, headingRow: row };
    const answer = await send({ method: "POST", url: `/api/v1/imports/${id}/sheet`, body });
    if (answer.ok) startTransition(() => router.refresh());
  };
  return (
    <Section title="Sheet" description={remarks(chosen, macros)} flush>
      <div className="grid gap-3 px-4 py-3 sm:grid-cols-2">
        <div className="grid gap-1">
          <label htmlFor={sheetId} className="font-medium text-sm">
            Sheet that holds the rows
          </label>
          <Select id={sheetId} value={name} onChange={(event) => choose(event.target.value)}>
            {sheets.map((one) => (
              <option key={one.name} value={one.name}>
                {`${one.name} (${one.rows.toLocaleString("en")} ${one.rows === 1 ? "row" : "rows"}${one.hidden ? ", hidden" : ""})`}
              </option>
            ))}
          </Select>
        </div>
        <div className="grid gap-1">
          <label htmlFor={rowId} className="font-medium text-sm">
            Row of the headings
          </label>
          <Select id={rowId} value={row} onChange={(event) => setRow(Number(event.target.value))}>
            {[...new Set([...first.map(({ line }) => line), row])].map((line) => (
              <option key={line} value={line}>
                {line}
              </option>
            ))}
          </Select>
        </div>
      </div>
      <SimpleTable
        label={`First rows of ${name}`}
        columns={[
          { key: "line", label: "Row", width: "4rem" },
          { key: "cells", label: "Cells" },
        ]}
        rows={first.map(({ line, cells }) => ({
          key: String(line),
          cells: {
            line: <span className="text-ink-faint tabular-nums">{line}</span>,
            cells: (
              <span className={line === row ? "font-medium" : "text-ink-soft"}>
                {line === row ? "Headings: " : ""}
                {[...new Set(cells)].filter((cell) => cell !== "").join(" · ")}
              </span>
            ),
          },
        }))}
        empty="The sheet is empty."
      />
      <div className="px-4 py-3">
        <Button
          onClick={read}
          pending={pending || refreshing}
          reason={
            name === sheet && row === headingRow
              ? "Choose another sheet or row first; these are read already."
              : undefined
          }
        >
          Read this sheet
        </Button>
      </div>
    </Section>
  );
}

function remarks(chosen: WorkbookSheets["sheets"][number] | undefined, macros: boolean): string {
  const hidden = chosen?.hiddenRows ?? 0;
  return [
    "Found by itself; change it where it is wrong.",
    ...(hidden > 0 ? [`${hidden} hidden ${hidden === 1 ? "row is" : "rows are"} read too.`] : []),
    ...(macros ? ["The workbook has macros, which are neither read nor run."] : []),
  ].join(" ");
}
