import Link from "next/link";
import { Engage } from "@/app/(workspace)/audit-packs/[id]/engage";
import type { OpenedPack } from "@/app/(workspace)/audit-packs/[id]/read-pack";
import { ActButton } from "@/components/form/act-button";
import { Section } from "@/components/layout/section";
import { SimpleTable } from "@/components/table/simple-table";
import { DateText } from "@/components/ui/date-text";

/** Who from outside may read the pack, or could, and until when. */
export function EngagementsSection({ pack: { id, engagements, can } }: { pack: OpenedPack }) {
  return (
    <Section
      title="Who else may read it"
      id="engagements"
      description="People without a role here, each until their day; their reading stands in the history below."
      actions={can.engage ? <Engage id={id} /> : null}
      flush
    >
      <SimpleTable
        label="Engagements"
        columns={[
          { key: "person", label: "Person" },
          { key: "purpose", label: "Purpose" },
          { key: "until", label: "Until", width: "9rem" },
          { key: "act", label: "State", width: "9rem" },
        ]}
        rows={engagements.map(({ id: one, person, purpose, endsOn, endedAt, open }) => ({
          key: one,
          cells: {
            person: (
              <Link href={`/audit-engagements/${one}`} className="font-medium hover:underline">
                {person.name}
              </Link>
            ),
            purpose: <span className="whitespace-pre-line break-words">{purpose}</span>,
            until: <DateText value={endedAt ?? endsOn} />,
            act: !open ? (
              "Ended"
            ) : can.engage ? (
              <ActButton
                label="End now"
                size="sm"
                action={{ method: "POST", url: `/api/v1/audit-engagements/${one}/end`, body: {} }}
                confirm={{
                  title: `End the reading of ${person.name}?`,
                  consequence: "From the next request on they find nothing. What they saved stays with them.",
                  button: "End now",
                }}
                done="Ended."
              />
            ) : (
              "Open"
            ),
          },
        }))}
        empty="Nobody from outside."
      />
    </Section>
  );
}
