import type { Metadata } from "next";
import { cache } from "react";
import { orNotFound } from "@/app/(workspace)/or-not-found";
import { SourcesSection } from "@/components/domain/sources-section";
import { Columns } from "@/components/layout/columns";
import { Facts } from "@/components/layout/facts";
import { PageBody } from "@/components/layout/page-body";
import { PageHeader } from "@/components/layout/page-header";
import { Section } from "@/components/layout/section";
import { SimpleTable } from "@/components/table/simple-table";
import { ButtonLink } from "@/components/ui/button-link";
import { getCatalogueEntry } from "@/lib/domain/risk-catalogue/queries";
import { risksCreate } from "@/lib/domain/risks/access";
import { mayAnywhere } from "@/lib/platform/access/actor";
import { requireActor } from "@/lib/platform/auth/page-actor";
import { AppliesSection } from "./entry-sections";

interface EntryPageProps {
  params: Promise<{ key: string }>;
}

const entryOf = cache(async (key: string) =>
  orNotFound(getCatalogueEntry.execute(await requireActor(), { key })),
);

export async function generateMetadata({ params }: EntryPageProps): Promise<Metadata> {
  return { title: (await entryOf((await params).key)).title };
}

/** One entry of the catalogue with all its parts, and the risks that came from it. */
export default async function CatalogueEntryPage({ params }: EntryPageProps) {
  const actor = await requireActor();
  const entry = await entryOf((await params).key);
  const { key, title, cause, event, consequence, controls, risks } = entry;
  return (
    <>
      <PageHeader
        title={title}
        trail={[{ href: "/risk-catalogue", label: "Risk catalogue" }]}
        description={`${entry.familyLabel}, edition ${entry.edition}`}
        actions={
          mayAnywhere(actor, risksCreate) ? (
            <ButtonLink href={`/risk-catalogue/adopt?entries=${key}`} tone="primary">
              Adopt entry
            </ButtonLink>
          ) : null
        }
      />
      <PageBody>
        <Columns aside={<AppliesSection entry={entry} />}>
          <Section title="What can happen">
            <Facts
              items={[
                { label: "Cause", value: cause, wide: true },
                { label: "Event", value: event, wide: true },
                { label: "Consequence", value: consequence, wide: true },
              ]}
            />
          </Section>
          <Section title="Typical controls">
            <Facts
              items={controls.map(({ title: name, description }) => ({
                label: name,
                value: description,
                wide: true,
              }))}
            />
          </Section>
          <SourcesSection sources={entry.sources} />
          <Section title="Risks that came from it" flush>
            <SimpleTable
              label="Risks adopted from this entry"
              columns={[
                { key: "title", label: "Risk" },
                { key: "unit", label: "Business unit" },
              ]}
              rows={risks.map(({ id, ref, title: name, unit }) => ({
                key: id,
                href: `/risks/${id}`,
                cells: { title: `${ref} ${name}`, unit },
              }))}
              empty="Nobody has adopted it yet."
            />
          </Section>
        </Columns>
      </PageBody>
    </>
  );
}
