import "server-only";
import { evidenceRead } from "@/lib/domain/evidence/access";
import { listLinkedEvidence } from "@/lib/domain/evidence/queries/linked";
import { freshnesses } from "@/lib/domain/evidence/schema";
import { type Actor, mayAnywhere } from "@/lib/platform/access/actor";
import { type Block, badge } from "@/lib/platform/report/model";
import { formatDay } from "@/lib/platform/time/format-day";

// Enough to tell files apart by eye; the whole digest is on the sheet of the evidence.
const digits = 16;

/** Returns the evidence attached to a record: which version, its digest, its last day, and how fresh it is. */
export async function evidenceBlocks(
  actor: Actor,
  { type, id }: { type: string; id: string },
): Promise<Block[]> {
  const heading: Block = { kind: "heading", level: 1, text: "Evidence" };
  if (!mayAnywhere(actor, evidenceRead))
    return [heading, { kind: "paragraph", style: "muted", text: "The reader may not see evidence." }];
  const { rows } = await listLinkedEvidence.execute(actor, { subjectType: type, subjectId: id });
  return [
    heading,
    {
      kind: "table",
      columns: [
        { label: "Evidence", weight: 3, rowHeader: true },
        { label: "Version", weight: 0.7, kind: "number", align: "right" },
        { label: "SHA-256 begins", weight: 1.7 },
        { label: "Valid until", weight: 1.1 },
        { label: "Freshness", weight: 1.2, kind: "badge" },
        { label: "Owner", weight: 1.3 },
      ],
      rows: rows.map(({ ref, title, file, validUntil, freshness, owner }) => {
        const shown = freshnesses.find(({ value }) => value === freshness);
        return [
          `${ref} ${title}`,
          file.number,
          file.sha256.slice(0, digits),
          validUntil === null ? null : formatDay(validUntil),
          shown ? badge(shown.label, shown.tone) : freshness,
          owner,
        ];
      }),
      empty: "No evidence is attached.",
    },
  ];
}
