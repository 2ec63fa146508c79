import Link from "next/link";
import { Section } from "@/components/layout/section";
import { SimpleTable } from "@/components/table/simple-table";
import { Badge } from "@/components/ui/badge";
import { threatStates } from "@/lib/domain/threat-models/record/schema";
import { families } from "@/lib/domain/threat-models/schema";
import { threatsOf } from "./read-model";

/** How many threats stand in which state, in all and by family; each number opens them. */
export async function StandSection({ id }: { id: string }) {
  const threats = await threatsOf(id);
  const home = `/threat-models/${id}/threats`;
  const states = threatStates.filter(({ value }) => threats.some(({ state }) => state === value));
  const undecided = ["open", "proposed", "needs-answer", "to-confirm"];
  return (
    <Section title={`Threats: ${threats.length}`} id="threats" flush>
      <ul className="flex flex-wrap gap-2 px-4 pt-1 pb-3">
        {states.map(({ value, label, tone }) => (
          <li key={value}>
            <Link href={`${home}?state=${value}`} prefetch={false} className="rounded-md hover:opacity-75">
              <Badge tone={tone}>{`${threats.filter(({ state }) => state === value).length} ${label}`}</Badge>
            </Link>
          </li>
        ))}
      </ul>
      <SimpleTable
        label="Threats by family"
        columns={[
          { key: "family", label: "Family" },
          { key: "all", label: "Threats", align: "right", width: "6rem" },
          { key: "undecided", label: "Not decided", align: "right", width: "7rem" },
        ]}
        rows={families.map(({ value, label }) => {
          const own = threats.filter(({ family }) => family === value);
          return {
            key: value,
            href: `${home}?family=${value}`,
            cells: {
              family: label,
              all: own.length,
              undecided: own.filter(({ state }) => undecided.includes(state)).length,
            },
          };
        })}
        empty="No family."
      />
    </Section>
  );
}
