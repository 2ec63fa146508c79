import { orNotFound } from "@/app/(workspace)/or-not-found";
import { PageBody } from "@/components/layout/page-body";
import { PageHeader } from "@/components/layout/page-header";
import { Section } from "@/components/layout/section";
import { SimpleTable } from "@/components/table/simple-table";
import { ButtonLink } from "@/components/ui/button-link";
import { listFrameworks } from "@/lib/domain/frameworks/queries/browse";
import { requireActor } from "@/lib/platform/auth/page-actor";

export const metadata = { title: "Frameworks" };

const columns = [
  { key: "name", label: "Framework" },
  { key: "version", label: "Version" },
  { key: "publisher", label: "Publisher" },
  { key: "assessable", label: "To fulfil", align: "right" },
  { key: "lines", label: "Lines in all", align: "right" },
  { key: "partners", label: "Compared with", align: "right" },
  { key: "doubts", label: "Doubts", align: "right" },
] as const;

/** The laws and standards that Plumbline knows, each with what can be fulfilled and how far it is certain. */
export default async function FrameworksPage() {
  const { entries } = await orNotFound(listFrameworks.execute(await requireActor(), {}));
  const toFulfil = entries.reduce((sum, { assessable }) => sum + assessable, 0);
  return (
    <>
      <PageHeader
        title="Frameworks"
        description={`${entries.length} laws, standards and threat lists with ${toFulfil.toLocaleString("en-GB")} requirements to fulfil.`}
        actions={
          <ButtonLink href="/frameworks/compare" tone="primary">
            Compare two frameworks
          </ButtonLink>
        }
      />
      <PageBody>
        <Section title="All frameworks" flush>
          <SimpleTable
            label="Frameworks"
            columns={columns}
            rows={entries.map(({ key, name, version, publisher, assessable, lines, partners, doubts }) => ({
              key,
              href: `/frameworks/${key}`,
              cells: {
                name,
                version,
                publisher,
                assessable,
                lines,
                partners: partners.length,
                doubts: doubts.length,
              },
            }))}
            empty="No framework is shipped."
          />
        </Section>
      </PageBody>
    </>
  );
}
