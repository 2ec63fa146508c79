import Link from "next/link";
import { ActButton } from "@/components/form/act-button";
import { onDay } from "@/components/layout/on-day";
import { Section } from "@/components/layout/section";
import { SimpleTable } from "@/components/table/simple-table";
import { AttachToRecord } from "./attach-to-record";
import type { EvidenceRecord } from "./read-evidence";

interface BearsOnSectionProps {
  evidence: EvidenceRecord;
  kinds: readonly string[];
  asOf?: string | undefined;
}

/** The records that a piece of evidence is attached to, as far as the reader sees them. */
export function BearsOnSection({ evidence, kinds, asOf }: BearsOnSectionProps) {
  const { id, ref, bearsOn, can } = evidence;
  return (
    <Section
      title={bearsOn.length === 0 ? "Attached to" : `Attached to: ${bearsOn.length}`}
      id="records"
      flush
      actions={can.edit ? <AttachToRecord evidenceId={id} reference={ref} kinds={kinds} /> : null}
    >
      <SimpleTable
        label="Records that it bears on"
        columns={[
          { key: "record", label: "Record" },
          { key: "kind", label: "Kind", width: "10rem" },
          { key: "act", label: "", width: "8rem", align: "right" },
        ]}
        rows={bearsOn.map((link) => ({
          key: link.id,
          cells: {
            record: (
              <Link href={onDay(link.href, asOf)} prefetch={false} className="font-medium hover:underline">
                {link.ref} {link.name}
              </Link>
            ),
            kind: <span className="inline-block first-letter:uppercase">{link.kind}</span>,
            act: can.detach.includes(link.id) ? (
              <ActButton
                label="Take away"
                size="sm"
                action={{ method: "POST", url: `/api/v1/evidence-links/${link.id}/remove` }}
                confirm={{
                  title: `Take ${ref} away from ${link.ref || link.name}?`,
                  consequence: "The evidence stays; that it was attached until today stays known.",
                  button: "Take away",
                }}
                done="Taken away."
              />
            ) : null,
          },
        }))}
        empty="To no record yet. What is attached to nothing shows nothing."
      />
    </Section>
  );
}
