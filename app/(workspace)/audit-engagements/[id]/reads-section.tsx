import { Section } from "@/components/layout/section";
import { SimpleTable } from "@/components/table/simple-table";
import { ButtonLink } from "@/components/ui/button-link";
import { DateText } from "@/components/ui/date-text";
import { readRegister } from "@/lib/domain/audit-packs/engagements/reads";
import { requireActor } from "@/lib/platform/auth/page-actor";

const newest = 20;

/** What was read by an engagement: the newest of it, the way to all of it, and what is logged at all. */
export async function ReadsSection({ engagementId, reads }: { engagementId: string; reads: number }) {
  const asked = { engagement: engagementId, limit: newest };
  const { rows } = await readRegister.list.execute(await requireActor(), asked);
  const address = `/auditor-reads?engagement=${engagementId}`;
  return (
    <Section
      title={`Reads: ${reads}`}
      id="reads"
      description={reads > newest ? `The newest ${newest}.` : undefined}
      flush
      actions={reads > 0 ? <ButtonLink href={address}>Filter and export reads</ButtonLink> : null}
    >
      <SimpleTable
        label="Reads"
        columns={[
          { key: "summary", label: "Read" },
          { key: "record", label: "Record" },
          { key: "asked", label: "Asked for" },
          { key: "at", label: "When", width: "11rem" },
        ]}
        rows={rows.map((row) => ({
          key: row.id,
          ...(row["record"] === null ? {} : { href: String(row["href"]) }),
          cells: {
            summary: String(row["summary"]),
            record:
              row["record"] === null ? <span className="text-ink-faint">None</span> : String(row["record"]),
            asked:
              row["asked"] === null ? (
                <span className="text-ink-faint">Nothing further</span>
              ) : (
                <span className="break-words">{String(row["asked"])}</span>
              ),
            at: <DateText value={String(row["createdAt"])} time />,
          },
        }))}
        empty="Nothing has been read yet."
      />
      <p className="px-4 py-2 text-ink-soft text-sm">
        Logged is every list, record, search, file, export and history that the auditor’s role or the
        engagement opened, through pages and the API alike; what cannot be logged is not shown. Not logged are
        their own account, settings and notifications, what was refused, and what they do with a file once
        they have saved it.
      </p>
    </Section>
  );
}
