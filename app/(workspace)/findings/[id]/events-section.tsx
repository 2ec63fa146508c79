import Link from "next/link";
import { Section } from "@/components/layout/section";
import { SimpleTable } from "@/components/table/simple-table";
import { DateText } from "@/components/ui/date-text";
import { OptionBadge } from "@/components/ui/option-badge";
import { findingStates } from "@/lib/domain/test-runs/findings/schema";
import type { ShownFinding } from "./read-finding";

/** Every state that a finding was in, with who or which run moved it and why. */
export function EventsSection({ finding }: { finding: ShownFinding }) {
  return (
    <Section title="States" id="states" flush>
      <SimpleTable
        label="States of the finding, newest first"
        columns={[
          { key: "at", label: "When", width: "8rem" },
          { key: "state", label: "State", width: "10rem" },
          { key: "reason", label: "Why" },
          { key: "by", label: "By", width: "9rem" },
        ]}
        rows={finding.events.map(({ id, at, toState, reason, run, by }) => ({
          key: id,
          cells: {
            at: <DateText value={at} />,
            state: <OptionBadge options={findingStates} value={toState} />,
            reason: <span className="whitespace-pre-line break-words">{reason}</span>,
            by: run ? (
              <Link href={`/test-runs/${run.id}`} prefetch={false} className="hover:underline">
                {run.ref}
              </Link>
            ) : (
              by
            ),
          },
        }))}
        empty="Nothing is kept."
      />
    </Section>
  );
}
