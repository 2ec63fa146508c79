import { orNotFound } from "@/app/(workspace)/or-not-found";
import { UnitChoice } from "@/app/(workspace)/unit-choice";
import { PageBody } from "@/components/layout/page-body";
import { PageHeader } from "@/components/layout/page-header";
import { Section } from "@/components/layout/section";
import { ButtonLink } from "@/components/ui/button-link";
import { coverageOverview } from "@/lib/domain/controls/queries/coverage";
import { listFrameworks } from "@/lib/domain/frameworks/queries/browse";
import { chooseUnits } from "@/lib/domain/organization/units/queries";
import { requireActor } from "@/lib/platform/auth/page-actor";
import { FrameworkTable } from "./framework-table";

export const metadata = { title: "Frameworks" };

interface FrameworksPageProps {
  searchParams: Promise<{ unitId?: string; systemId?: string }>;
}

/** The laws and standards that Plumbline comes with or that were imported, and how far a unit, with everything below it, covers each. */
export default async function FrameworksPage({ searchParams }: FrameworksPageProps) {
  const actor = await requireActor();
  const given = await searchParams;
  const asked = Object.fromEntries(Object.entries(given).filter(([, value]) => value));
  const [{ entries }, { place, systems, frameworks }, { choices }] = await orNotFound(
    Promise.all([
      listFrameworks.execute(actor, {}),
      coverageOverview.receive(actor, asked),
      chooseUnits.execute(actor, { limit: 200 }),
    ]),
  );
  const toFulfil = entries.reduce((sum, { assessable }) => sum + assessable, 0);
  const unit = systems > 0 ? `${place.unit.name}: ${systems} AI systems` : place.unit.name;
  const scope = place.system?.name ?? unit;
  return (
    <>
      <PageHeader
        title="Frameworks"
        description={`${entries.length} laws, standards and threat lists with ${toFulfil.toLocaleString("en-GB")} requirements to fulfil.`}
        actions={
          <>
            <ButtonLink href="/frameworks/versions">Imported frameworks</ButtonLink>
            <ButtonLink href="/frameworks/mappings">Imported mappings</ButtonLink>
            <ButtonLink href="/frameworks/compare" tone="primary">
              Compare two frameworks
            </ButtonLink>
          </>
        }
      />
      <PageBody>
        {place.system ? null : (
          <UnitChoice units={choices} chosen={given.unitId ?? ""} none="The highest that you may read" />
        )}
        <Section
          title={`Coverage of ${scope}`}
          description="A requirement stands for a unit as it stands at the system where it stands worst. Inferred is not confirmed, and what is only related does not count."
          flush
        >
          <FrameworkTable entries={entries} frameworks={frameworks} asked={asked} />
        </Section>
      </PageBody>
    </>
  );
}
