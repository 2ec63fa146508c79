import { Section } from "@/components/layout/section";
import { Tabs } from "@/components/layout/tabs";
import { SimpleTable } from "@/components/table/simple-table";
import { ButtonLink } from "@/components/ui/button-link";
import { OptionBadge } from "@/components/ui/option-badge";
import { rowOutcomes } from "@/lib/domain/imports/schema";
import type { FoundImport, ImportedRow } from "./import-words";

interface RowsSectionProps {
  found: FoundImport;
  page: { rows: readonly ImportedRow[]; next: string | null };
  outcome: string | null;
}

/** Every row of the file with what would happen, or did happen, and why. */
export function RowsSection({ found, page, outcome }: RowsSectionProps) {
  const { id, concept, created, changed, unchanged, refused } = found;
  const counts: Record<string, number> = { create: created, change: changed, unchanged, refused };
  const base = `/imports/${id}`;
  const href = (value: string | null) => (value === null ? base : `${base}?outcome=${value}`);
  const tabs = [
    { href: base, label: "All rows", count: created + changed + unchanged + refused },
    ...rowOutcomes.map(({ value, label }) => ({ href: href(value), label, count: counts[value] ?? 0 })),
  ];
  const more =
    outcome === null ? `${base}?cursor=${page.next}` : `${base}?outcome=${outcome}&cursor=${page.next}`;
  return (
    <Section title="Rows" flush>
      <Tabs label="Rows by outcome" items={tabs} current={href(outcome)} />
      <SimpleTable
        label="Rows of the file"
        columns={[
          { key: "line", label: "Row", width: "4rem" },
          { key: "label", label: "Record", width: "38%" },
          { key: "outcome", label: "Outcome", width: "8rem" },
          { key: "why", label: "What and why" },
        ]}
        rows={page.rows.map((row) => ({ key: String(row.line), cells: cellsOf(row, concept) }))}
        empty="No row has this outcome."
      />
      {page.next ? (
        <div className="px-4 py-3">
          <ButtonLink size="sm" href={more}>
            Next 50 rows
          </ButtonLink>
        </div>
      ) : null}
    </Section>
  );
}

function cellsOf({ line, label, outcome, recordId, differences, problems }: ImportedRow, concept: string) {
  return {
    line: <span className="text-ink-faint tabular-nums">{line}</span>,
    label: recordId ? (
      <a href={`/${concept}/${recordId}`} className="text-accent hover:underline">
        {label}
      </a>
    ) : (
      label
    ),
    outcome: <OptionBadge options={rowOutcomes} value={outcome} />,
    why:
      problems.length > 0 ? (
        <ul className="grid gap-1">
          {problems.map((problem) => (
            <li key={`${problem.label} ${problem.message}`}>
              {problem.label && !problem.message.startsWith(problem.label) ? (
                <strong className="font-medium">{problem.label}: </strong>
              ) : null}
              {problem.message}
            </li>
          ))}
        </ul>
      ) : (
        <Differences differences={differences} />
      ),
  };
}

function Differences({ differences }: Pick<ImportedRow, "differences">) {
  return (
    <ul className="grid gap-1">
      {differences.map(({ label, before, after }) => (
        <li key={label} className="break-words">
          <span className="text-ink-soft">{label}: </span>
          <del className="text-ink-faint">{short(before)}</del>
          <span className="sr-only"> becomes </span> <ins className="no-underline">{short(after)}</ins>
        </li>
      ))}
    </ul>
  );
}

function short(text: string): string {
  if (text === "") return "–";
  return text.length > 160 ? `${text.slice(0, 160)}…` : text;
}
