import { SimpleTable } from "@/components/table/simple-table";
import { DateText } from "@/components/ui/date-text";
import { Gap } from "@/components/ui/gap";
import { OptionBadge } from "@/components/ui/option-badge";
import { planStates } from "@/lib/domain/test-runs/plans/schema";

interface PlannedTableProps {
  label: string;
  tests: readonly {
    id: string;
    ref: string;
    title: string;
    state: string;
    reason: string;
    dueOn: string;
    owner: string | null;
  }[];
  empty: string;
}

/** Planned tests on the page of another record: how each stands and why, and when it is to run next. */
export function PlannedTable({ label, tests, empty }: PlannedTableProps) {
  return (
    <SimpleTable
      label={label}
      columns={[
        { key: "test", label: "Test" },
        { key: "state", label: "State", width: "8rem" },
        { key: "why", label: "Why" },
        { key: "due", label: "Next run", width: "8rem" },
        { key: "owner", label: "Owner", width: "10rem" },
      ]}
      rows={tests.map(({ id, ref, title, state, reason, dueOn, owner }) => ({
        key: id,
        href: `/planned-tests/${id}`,
        cells: {
          test: `${ref} ${title}`,
          state: <OptionBadge options={planStates} value={state} />,
          why: reason,
          due: <DateText value={dueOn} due={state !== "met"} />,
          owner: owner ?? <Gap>Nobody</Gap>,
        },
      }))}
      empty={empty}
    />
  );
}
