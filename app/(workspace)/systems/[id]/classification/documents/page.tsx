import type { Metadata } from "next";
import { orNotFound } from "@/app/(workspace)/or-not-found";
import { PageBody } from "@/components/layout/page-body";
import { PageHeader } from "@/components/layout/page-header";
import { Tabs } from "@/components/layout/tabs";
import { ButtonLink } from "@/components/ui/button-link";
import { OptionBadge } from "@/components/ui/option-badge";
import { getDocument } from "@/lib/domain/duties/documents/document";
import { documents } from "@/lib/domain/duties/documents/schema";
import { classificationStates } from "@/lib/domain/obligations/classifications/schema";
import { requireActor } from "@/lib/platform/auth/page-actor";
import { DocumentSection } from "./document-section";

interface DocumentPageProps {
  params: Promise<{ id: string }>;
  searchParams: Promise<{ document?: string }>;
}

export async function generateMetadata({ searchParams }: DocumentPageProps): Promise<Metadata> {
  const { document = documents[0].value } = await searchParams;
  return { title: documents.find(({ value }) => value === document)?.label ?? "Document" };
}

/** A document that the EU AI Act asks for, drawn from the records of the system; gaps are shown as gaps. */
export default async function DocumentPage({ params, searchParams }: DocumentPageProps) {
  const { id } = await params;
  const { document = documents[0].value } = await searchParams;
  const actor = await requireActor();
  const read = await orNotFound(getDocument.receive(actor, { systemId: id, document }));
  const kind = documents.find(({ value }) => value === document) ?? documents[0];
  const { system, counts, sections, classification } = read;
  const home = `/systems/${id}/classification`;
  return (
    <>
      <PageHeader
        title={`${kind.label}: ${system.name}`}
        description={`${kind.article}. Of ${counts.items} items ${counts.drawn} are drawn from the records, ${counts.partly} in part, and ${counts.gap} are gaps. Nothing is made up.`}
        trail={[
          { href: `/systems/${id}`, label: `${system.ref} ${system.name}` },
          { href: home, label: "EU AI Act" },
        ]}
        badges={<OptionBadge options={classificationStates} value={classification.state} />}
        actions={
          <ButtonLink
            href={`/api/v1/duties/document/report?${new URLSearchParams({ systemId: id, document })}`}
            download
          >
            Export PDF
          </ButtonLink>
        }
      />
      <Tabs
        label="Documents"
        current={`${home}/documents?document=${document}`}
        items={documents.map(({ value, label }) => ({ href: `${home}/documents?document=${value}`, label }))}
      />
      <PageBody>
        {sections.map((section) => (
          <DocumentSection key={section.ref} section={section} />
        ))}
      </PageBody>
    </>
  );
}
