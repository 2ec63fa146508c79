import { SimpleTable } from "@/components/table/simple-table";
import { OptionBadge } from "@/components/ui/option-badge";
import { findingStates, severityOptions } from "@/lib/domain/test-runs/findings/schema";

interface FindingsTableProps {
  label: string;
  findings: readonly {
    id: string;
    ref: string;
    title: string;
    severity: string;
    state: string;
    occurrences: number;
    evaluated: number;
  }[];
  empty: string;
}

/** Findings on the page of another record: how severe, in which state, and how often of how many. */
export function FindingsTable({ label, findings, empty }: FindingsTableProps) {
  return (
    <SimpleTable
      label={label}
      columns={[
        { key: "finding", label: "Finding" },
        { key: "severity", label: "Severity", width: "8rem" },
        { key: "state", label: "State", width: "10rem" },
        { key: "cases", label: "Cases", align: "right", width: "7rem" },
      ]}
      rows={findings.map(({ id, ref, title, severity, state, occurrences, evaluated }) => ({
        key: id,
        href: `/findings/${id}`,
        cells: {
          finding: `${ref} ${title}`,
          severity: <OptionBadge options={severityOptions} value={severity} />,
          state: <OptionBadge options={findingStates} value={state} />,
          cases: evaluated > 0 ? `${occurrences} of ${evaluated}` : occurrences,
        },
      }))}
      empty={empty}
    />
  );
}
