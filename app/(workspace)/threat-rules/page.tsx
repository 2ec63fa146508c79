import { orNotFound } from "@/app/(workspace)/or-not-found";
import { FilterForm } from "@/components/form/filter-form";
import { PageBody } from "@/components/layout/page-body";
import { PageHeader } from "@/components/layout/page-header";
import { ButtonLink } from "@/components/ui/button-link";
import { ruleStandings } from "@/lib/domain/threat-models/own-rules/schema";
import { listThreatRules } from "@/lib/domain/threat-models/queries/threat-rules";
import { categories, families, tiers } from "@/lib/domain/threat-models/schema";
import { requireActor } from "@/lib/platform/auth/page-actor";
import { RuleList } from "./rule-list";

export const metadata = { title: "Threat rules" };

interface ThreatRulesPageProps {
  searchParams: Promise<Record<string, string | string[] | undefined>>;
}

const keys = ["q", "type", "category", "family", "tier", "standing"] as const;

/** The rules that propose threats, by the type of element they are for. */
export default async function ThreatRulesPage({ searchParams }: ThreatRulesPageProps) {
  const given = await searchParams;
  const filters = Object.fromEntries(
    keys.flatMap((key) => (typeof given[key] === "string" && given[key] ? [[key, given[key]]] : [])),
  );
  const { all, types, entries, can } = await orNotFound(
    listThreatRules.receive(await requireActor(), filters),
  );
  const ofWhat = entries.length === all ? `${all} rules` : `${entries.length} of ${all} rules`;
  return (
    <>
      <PageHeader
        title="Threat rules"
        description={`${ofWhat} that propose the threats of an AI system from what it is made of.`}
        actions={
          <>
            <ButtonLink href="/own-threat-rules">Our own rules</ButtonLink>
            {can.write ? (
              <>
                <ButtonLink href="/imports?concept=own-threat-rules">Import</ButtonLink>
                <ButtonLink href="/threat-rules/new">New rule</ButtonLink>
              </>
            ) : null}
          </>
        }
      />
      <PageBody>
        <FilterForm
          of="the rules"
          placeholder="Search, also LLM01:2026"
          filters={filters}
          choices={[
            { name: "type", all: "All types of element", options: types },
            {
              name: "category",
              all: "All categories",
              options: categories.map((value) => ({ value, label: value })),
            },
            { name: "family", all: "All families", options: families },
            { name: "tier", all: "Both tiers", options: tiers },
            { name: "standing", all: "Shipped and our own", options: ruleStandings },
          ]}
          home="/threat-rules"
        />
        <RuleList entries={entries} />
      </PageBody>
    </>
  );
}
