import { orNotFound } from "@/app/(workspace)/or-not-found";
import { FilterForm } from "@/components/form/filter-form";
import { PageBody } from "@/components/layout/page-body";
import { PageHeader } from "@/components/layout/page-header";
import { InlineAlert } from "@/components/ui/inline-alert";
import { systemKinds } from "@/lib/domain/inventory/systems/options/schema";
import { listCatalogue } from "@/lib/domain/risk-catalogue/queries";
import { harms } from "@/lib/domain/risk-catalogue/schema";
import { risksCreate } from "@/lib/domain/risks/access";
import { mayAnywhere } from "@/lib/platform/access/actor";
import { requireActor } from "@/lib/platform/auth/page-actor";
import { EntryList } from "./entry-list";

export const metadata = { title: "Risk catalogue" };

interface CataloguePageProps {
  searchParams: Promise<Record<string, string | string[] | undefined>>;
}

const keys = ["q", "family", "harm", "kind", "system"] as const;

/** The catalogue of AI risks to start from, by family; what fits is adopted into the register. */
export default async function RiskCataloguePage({ searchParams }: CataloguePageProps) {
  const actor = await requireActor();
  const given = await searchParams;
  const filters = Object.fromEntries(
    keys.flatMap((key) => (typeof given[key] === "string" && given[key] ? [[key, given[key]]] : [])),
  );
  const { edition, all, families, system, entries } = await orNotFound(listCatalogue.receive(actor, filters));
  const ofWhat = entries.length === all ? `${all} risks` : `${entries.length} of ${all} risks`;
  return (
    <>
      <PageHeader
        title="Risk catalogue"
        description={`${ofWhat} to start from, edition ${edition}. Choose what fits and adopt it into the risk register.`}
      />
      <PageBody>
        {system ? (
          <InlineAlert title={`Only what applies, or may apply, to ${system.name}.`}>
            A fact that is not known rules nothing out.
          </InlineAlert>
        ) : null}
        <FilterForm
          of="the catalogue"
          placeholder="Search, also LLM01:2025"
          filters={filters}
          choices={[
            { name: "family", all: "All families", options: families },
            { name: "harm", all: "All harms", options: harms },
            { name: "kind", all: "All kinds of system", options: systemKinds },
          ]}
          keep={["system"]}
          home="/risk-catalogue"
        />
        <EntryList
          key={JSON.stringify(filters)}
          entries={entries}
          systemId={system?.id ?? null}
          mayAdopt={mayAnywhere(actor, risksCreate)}
        />
      </PageBody>
    </>
  );
}
