import { SimpleTable } from "@/components/table/simple-table";
import { DateText } from "@/components/ui/date-text";
import { OptionBadge } from "@/components/ui/option-badge";
import { importConcepts, importStates } from "@/lib/domain/imports/schema";
import type { RegisterRow } from "@/lib/platform/register/column";

/** One's own imports, each with what became of its rows. */
export function ImportList({ rows }: { rows: readonly RegisterRow[] }) {
  return (
    <SimpleTable
      label="Your imports"
      columns={[
        { key: "fileName", label: "File" },
        { key: "concept", label: "Into" },
        { key: "unit", label: "Business unit" },
        { key: "state", label: "State" },
        { key: "created", label: "New", align: "right" },
        { key: "changed", label: "Changed", align: "right" },
        { key: "unchanged", label: "Unchanged", align: "right" },
        { key: "refused", label: "Refused", align: "right" },
        { key: "createdAt", label: "Started" },
      ]}
      rows={rows.map((row) => ({ key: row.id, href: `/imports/${row.id}`, cells: cellsOf(row) }))}
      empty="You have imported nothing yet."
    />
  );
}

function cellsOf(row: RegisterRow) {
  const { fileName, concept, unit, state, created, changed, unchanged, refused, createdAt } = row;
  return {
    fileName: String(fileName),
    concept: importConcepts.find(({ value }) => value === concept)?.label ?? String(concept),
    unit: typeof unit === "object" && unit !== null && "name" in unit ? unit.name : "",
    state: <OptionBadge options={importStates} value={String(state)} />,
    created: String(created),
    changed: String(changed),
    unchanged: String(unchanged),
    refused: String(refused),
    createdAt: <DateText value={String(createdAt)} time />,
  };
}
