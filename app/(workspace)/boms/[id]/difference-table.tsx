import { Section } from "@/components/layout/section";
import { SimpleTable } from "@/components/table/simple-table";
import { Badge } from "@/components/ui/badge";
import { DateText } from "@/components/ui/date-text";
import type { getBom } from "@/lib/domain/inventory/boms/queries";
import { Settle } from "./settle";

type Difference = Awaited<ReturnType<typeof getBom.execute>>["differences"][number];

interface DifferenceTableProps {
  bom: { id: string; version: number };
  differences: readonly Difference[];
  settle: boolean;
}

const columns = [
  { key: "what", label: "Record and fact" },
  { key: "theirs", label: "The file says", width: "16rem" },
  { key: "ours", label: "The register says", width: "16rem" },
];

/** The differences that are open, each with what can become of it; what was left for later says so and stays open. */
export function DifferenceTable({ bom, differences, settle }: DifferenceTableProps) {
  return (
    <SimpleTable
      label="Differences"
      columns={settle ? [...columns, { key: "act", label: "What becomes of it", width: "20rem" }] : columns}
      rows={differences.map((one) => ({
        key: one.key,
        cells: {
          ...cellsOf(one),
          what: (
            <>
              {nameOf(one)}{" "}
              {one.decided?.choice === "later" ? <Badge tone="warn">Open, left for later</Badge> : null}
              {one.decided?.choice === "later" ? <Decided decided={one.decided} /> : null}
            </>
          ),
          act: settle ? <Settle bom={bom} difference={one} /> : null,
        },
      }))}
      empty="No drift: the file and the register say the same."
    />
  );
}

/** The differences in which what the register says is kept: by whom, when and why. */
export function KeptSection({ kept }: { kept: readonly Difference[] }) {
  if (kept.length === 0) return null;
  return (
    <Section title={`Kept as the register has it: ${kept.length}`} flush>
      <SimpleTable
        label="Differences that were kept"
        columns={[...columns, { key: "why", label: "Why it is kept", width: "20rem" }]}
        rows={kept.map((one) => ({
          key: one.key,
          cells: { ...cellsOf(one), why: one.decided ? <Decided decided={one.decided} /> : null },
        }))}
        empty=""
      />
    </Section>
  );
}

function Decided({ decided }: { decided: NonNullable<Difference["decided"]> }) {
  return (
    <span className="block text-ink-soft">
      {decided.reason ?? "No reason was given."}{" "}
      <span className="text-ink-faint">
        {decided.by}, <DateText value={decided.at} />
      </span>
    </span>
  );
}

function cellsOf(one: Difference) {
  return { what: nameOf(one), theirs: one.theirs, ours: one.ours };
}

function nameOf({ name, label }: Difference): string {
  return `${name}: ${label}`;
}
