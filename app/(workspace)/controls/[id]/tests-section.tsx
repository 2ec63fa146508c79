import { Section } from "@/components/layout/section";
import { SimpleTable } from "@/components/table/simple-table";
import { DateText } from "@/components/ui/date-text";
import { OptionBadge } from "@/components/ui/option-badge";
import { outcomes, testStates } from "@/lib/domain/controls/schema";
import { RecordTest } from "./control-acts";
import type { ControlRecord } from "./read-control";

/** The tests of a control, newest first, how often it is tested, and what the library proposes to do. */
export function TestsSection({ control }: { control: ControlRecord }) {
  const { tests, test, testEveryDays, library, can } = control;
  return (
    <Section
      title={
        <span className="flex flex-wrap items-center gap-2">
          Tests <OptionBadge options={testStates} value={test} />
        </span>
      }
      id="tests"
      description={`Tested every ${testEveryDays} days. A pass older than that shows nothing any more.`}
      flush
      actions={can.test ? <RecordTest control={control} size="sm" /> : null}
    >
      <SimpleTable
        label="Tests, newest first"
        columns={[
          { key: "on", label: "Tested on", width: "8rem" },
          { key: "outcome", label: "Result", width: "8rem" },
          { key: "note", label: "What was done and found" },
          { key: "by", label: "By", width: "10rem" },
        ]}
        rows={tests.map(({ id, outcome, testedOn, note, testedBy }) => ({
          key: id,
          cells: {
            on: <DateText value={testedOn} />,
            outcome: <OptionBadge options={outcomes} value={outcome} />,
            note: <span className="whitespace-pre-line break-words">{note}</span>,
            by: testedBy,
          },
        }))}
        empty="It was never tested. What is not tested is not shown to work."
      />
      {library ? (
        <details className="border-line border-t">
          <summary className="cursor-pointer px-4 py-2 text-accent text-sm">How it can be tested</summary>
          <ul className="grid list-disc gap-1 px-4 pb-3 pl-9 text-sm">
            {library.tests.map((idea) => (
              <li key={idea}>{idea}</li>
            ))}
          </ul>
        </details>
      ) : null}
    </Section>
  );
}
