import type { Metadata } from "next";
import { orNotFound } from "@/app/(workspace)/or-not-found";
import { Facts } from "@/components/layout/facts";
import { PageBody } from "@/components/layout/page-body";
import { PageHeader } from "@/components/layout/page-header";
import { Section } from "@/components/layout/section";
import { SimpleTable } from "@/components/table/simple-table";
import { DateText } from "@/components/ui/date-text";
import { getEntry } from "@/lib/domain/audit/queries";
import { subjectTypes } from "@/lib/domain/audit/schema";
import { requireActor } from "@/lib/platform/auth/page-actor";

export const metadata: Metadata = { title: "Audit entry" };

interface EntryPageProps {
  params: Promise<{ id: string }>;
}

const columns = [
  { key: "field", label: "Field" },
  { key: "before", label: "Before" },
  { key: "after", label: "After" },
];

/** One entry of the audit trail, with all that is chained of it. */
export default async function EntryPage({ params }: EntryPageProps) {
  const entry = await orNotFound(getEntry.execute(await requireActor(), await params));
  const kind = subjectTypes.find(({ value }) => value === entry.subjectType)?.label ?? entry.subjectType;
  const rows = entry.changes.map(({ label, before, after }) => ({
    key: label,
    cells: { field: label, before: before ?? "–", after: after ?? "–" },
  }));
  return (
    <>
      <PageHeader
        title={`${entry.words}: ${entry.subject ?? kind}`}
        reference={`No. ${entry.seq}`}
        trail={[{ href: "/settings/audit", label: "Audit trail" }]}
        meta={<DateText value={entry.at} time />}
      />
      <PageBody>
        <Section title="Entry">
          <Facts
            columns={3}
            items={[
              {
                label: "Who",
                value: entry.tokenId ? `${entry.actorName}, through an API token` : entry.actorName,
              },
              { label: "Action", value: entry.action },
              { label: "Record", value: `${kind}${entry.subject ? `: ${entry.subject}` : ""}` },
              { label: "Unit", value: entry.unit, empty: "Removed since" },
              { label: "Request", value: entry.requestId },
              {
                label: "Hash before",
                value: entry.previousHash && <code className="text-xs break-all">{entry.previousHash}</code>,
                empty: "None: the first entry",
              },
              { label: "Hash", value: <code className="text-xs break-all">{entry.hash}</code> },
            ]}
          />
        </Section>
        {rows.length > 0 ? (
          <Section title="What changed" flush>
            <SimpleTable label="Changed fields" columns={columns} rows={rows} empty="" />
          </Section>
        ) : null}
        <Section title="As it was stored" description="The whole record before and after, as it is chained.">
          <pre className="overflow-x-auto rounded-lg bg-sunken p-3 text-xs">
            {JSON.stringify(entry.change, null, 2)}
          </pre>
        </Section>
      </PageBody>
    </>
  );
}
