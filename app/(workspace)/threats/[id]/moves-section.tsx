import { Section } from "@/components/layout/section";
import { SimpleTable } from "@/components/table/simple-table";
import { DateText } from "@/components/ui/date-text";
import type { ShownThreat } from "./read-threat";

/** What the threat cited before, what it cites since, and what somebody refused, with who said so and why. */
export function MovesSection({ moves }: Pick<ShownThreat, "moves">) {
  return (
    <Section title="Editions of its sources" flush>
      <SimpleTable
        label="Ids of older editions, newest word first"
        columns={[
          { key: "from", label: "Cited before" },
          { key: "to", label: "Newer edition" },
          { key: "said", label: "Decided" },
          { key: "reason", label: "Reason" },
        ]}
        rows={moves.map(({ id, confirmed, reason, by, at, ...one }) => ({
          key: id,
          cells: {
            from: `${one.fromId} ${one.fromName} (${one.fromEdition})`,
            to: one.toId
              ? `${one.toId} ${one.toName ?? ""} (${one.toEdition})`
              : `Nothing (${one.toEdition})`,
            said: (
              <>
                {confirmed ? "Confirmed" : "Refused"} by {by}, <DateText value={at} />
              </>
            ),
            reason,
          },
        }))}
        empty="Nothing was decided."
      />
    </Section>
  );
}
