import { orNotFound } from "@/app/(workspace)/or-not-found";
import { EmptyState } from "@/components/layout/empty-state";
import { PageBody } from "@/components/layout/page-body";
import { PageHeader } from "@/components/layout/page-header";
import { suggestSystems } from "@/lib/domain/risk-catalogue/queries";
import { requireActor } from "@/lib/platform/auth/page-actor";
import { AdoptForm } from "./adopt-form";

export const metadata = { title: "Adopt from the catalogue" };

interface AdoptPageProps {
  searchParams: Promise<{ entries?: string; system?: string }>;
}

/** Chooses the systems that entries of the catalogue are adopted for, and adds the risks. */
export default async function AdoptPage({ searchParams }: AdoptPageProps) {
  const { entries: keys = "", system = null } = await searchParams;
  const actor = await requireActor();
  const { entries, systems } = await orNotFound(suggestSystems.receive(actor, { entries: keys }));
  const many = entries.length === 1 ? "1 entry" : `${entries.length} entries`;
  return (
    <>
      <PageHeader
        title="Adopt from the catalogue"
        trail={[{ href: "/risk-catalogue", label: "Risk catalogue" }]}
        description={`${many}: ${entries.map(({ title }) => title).join("; ")}`}
      />
      <PageBody>
        {entries.length === 0 || systems.length === 0 ? (
          <EmptyState title="Nothing to adopt for">
            Choose entries in the catalogue first. Systems are offered where you may add risks.
          </EmptyState>
        ) : (
          <AdoptForm entries={entries} systems={systems} systemId={system} />
        )}
      </PageBody>
    </>
  );
}
