import { Section } from "@/components/layout/section";
import { SimpleTable } from "@/components/table/simple-table";
import { Badge } from "@/components/ui/badge";
import { DateText } from "@/components/ui/date-text";
import { OptionBadge } from "@/components/ui/option-badge";
import type { dutyTimeline } from "@/lib/domain/duties/queries/timeline";
import { dutyStates } from "@/lib/domain/duties/schema";
import { formatDay } from "@/lib/platform/time/format-day";

type Rows = Awaited<ReturnType<typeof dutyTimeline.execute>>["rows"];

const most = 300;

/** The duties behind the figure, the earliest first. */
export function DutyRows({ rows, date }: { rows: Rows; date: string | null }) {
  const when = date && date !== "none" ? ` from ${formatDay(date)}` : "";
  return (
    <Section
      title={`Duties${when}: ${rows.length}`}
      flush
      {...(rows.length > most
        ? { description: `The first ${most}. Narrow them down to see the others.` }
        : {})}
    >
      <SimpleTable
        label="Duties"
        columns={[
          { key: "system", label: "AI system", width: "24%" },
          { key: "duty", label: "Duty" },
          { key: "role", label: "As", width: "8rem" },
          { key: "practical", label: "In practice", width: "7rem" },
          { key: "formal", label: "Formal date", width: "7rem" },
          { key: "state", label: "State", width: "10rem" },
        ]}
        rows={rows.slice(0, most).map((one) => ({
          key: `${one.system.id} ${one.key}`,
          href: `/systems/${one.system.id}/classification/duties`,
          cells: {
            system: (
              <>
                {one.system.ref} {one.system.name}
                {one.classification === "sealed" ? null : (
                  <span className="block">
                    <Badge tone="warn">{one.classification === "stale" ? "Stale" : "Not signed"}</Badge>
                  </span>
                )}
              </>
            ),
            duty: `${one.ref} ${one.title}`,
            role: one.role ?? "Model",
            practical: one.practicalFrom ? <DateText value={one.practicalFrom} /> : "",
            formal: one.appliesFrom ? <DateText value={one.appliesFrom} /> : "",
            state: <OptionBadge options={dutyStates} value={one.state} />,
          },
        }))}
        empty="No duty is as you asked."
      />
    </Section>
  );
}
