import Link from "next/link";
import { EmptyState } from "@/components/layout/empty-state";
import { PageBody } from "@/components/layout/page-body";
import { PageHeader } from "@/components/layout/page-header";
import { Section } from "@/components/layout/section";
import { SimpleTable } from "@/components/table/simple-table";
import { DateText } from "@/components/ui/date-text";
import { listOpenPacks } from "@/lib/domain/audit-packs/queries/engagements";
import type { Actor } from "@/lib/platform/access/actor";

/** The packs that somebody from outside may read, and until when. */
export async function OpenPacks({ actor }: { actor: Actor }) {
  const { packs } = await listOpenPacks.execute(actor, {});
  return (
    <>
      <PageHeader
        title="Audit packs"
        description="What you may read, each until its day. Every time you open something is in the audit trail."
      />
      <PageBody>
        {packs.length === 0 ? (
          <EmptyState title="Nothing is open to you">
            You were not engaged to read an audit pack, or your engagement has ended. Ask whoever engaged you.
          </EmptyState>
        ) : (
          <Section title={packs.length === 1 ? "1 pack" : `${packs.length} packs`} flush>
            <SimpleTable
              label="Audit packs"
              columns={[
                { key: "title", label: "Pack" },
                { key: "asOf", label: "As of", width: "9rem" },
                { key: "endsOn", label: "Open until", width: "9rem" },
              ]}
              rows={packs.map(({ id, ref, title, asOf, endsOn }) => ({
                key: id,
                cells: {
                  title: (
                    <Link href={`/audit-packs/${id}`} className="font-medium hover:underline">
                      {ref} {title}
                    </Link>
                  ),
                  asOf: <DateText value={asOf} />,
                  endsOn: <DateText value={endsOn} />,
                },
              }))}
              empty=""
            />
          </Section>
        )}
      </PageBody>
    </>
  );
}
