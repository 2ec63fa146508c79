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
        { key: "state", label: "State and why" },
        { key: "due", label: "Next run, by whom", width: "11rem" },
      ]}
      rows={tests.map(({ id, ref, title, state, reason, dueOn, owner }) => ({
        key: id,
        href: `/planned-tests/${id}`,
        cells: {
          test: `${ref} ${title}`,
          state: (
            <div className="grid min-w-56 justify-items-start gap-1">
              <OptionBadge options={planStates} value={state} />
              <span className="text-ink-soft">{reason}</span>
            </div>
          ),
          due: (
            <div className="grid gap-1">
              <DateText value={dueOn} due={state !== "met"} />
              <span className="text-ink-soft">{owner ?? <Gap>Nobody</Gap>}</span>
            </div>
          ),
        },
      }))}
      empty={empty}
    />
  );
}
