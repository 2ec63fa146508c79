import { orNotFound } from "@/app/(workspace)/or-not-found";
import { UnitChoice } from "@/app/(workspace)/unit-choice";
import { PageBody } from "@/components/layout/page-body";
import { PageHeader } from "@/components/layout/page-header";
import { ButtonLink } from "@/components/ui/button-link";
import { frameworkCoverage } from "@/lib/domain/controls/queries/coverage";
import { chooseUnits } from "@/lib/domain/organization/units/queries";
import { requireActor } from "@/lib/platform/auth/page-actor";
import { CoverageRows } from "./coverage-rows";
import { StateTabs } from "./state-tabs";

export const metadata = { title: "Coverage" };

interface CoveragePageProps {
  params: Promise<{ key: string }>;
  searchParams: Promise<{ unitId?: string; systemId?: string; state?: string }>;
}

/** How far a unit or an AI system covers a framework: each requirement, from what that follows, and the next step. */
export default async function CoveragePage({ params, searchParams }: CoveragePageProps) {
  const actor = await requireActor();
  const { key } = await params;
  const given = await searchParams;
  const asked = Object.fromEntries(Object.entries(given).filter(([, value]) => value));
  const [read, { choices }] = await orNotFound(
    Promise.all([
      frameworkCoverage.receive(actor, { key, ...asked }),
      chooseUnits.execute(actor, { limit: 200 }),
    ]),
  );
  const { framework, place, counts, rows, spots, can } = read;
  const where = place.system?.name ?? place.unit.name;
  const settled = counts.confirmed + counts.inferred;
  return (
    <>
      <PageHeader
        title={`Coverage of ${framework.name}`}
        trail={[
          { href: "/frameworks", label: "Frameworks" },
          { href: `/frameworks/${key}`, label: framework.name },
        ]}
        description={`${where}: ${settled} of ${counts.all - counts.excluded} requirements that apply are covered, ${counts.confirmed} of them confirmed by a person.`}
        actions={
          <ButtonLink href={`/frameworks/${key}/statement?unitId=${place.unit.id}`}>
            Statement of Applicability
          </ButtonLink>
        }
      />
      <PageBody>
        {place.system ? null : (
          <UnitChoice units={choices} chosen={given.unitId ?? ""} none="The highest that you may read" />
        )}
        <StateTabs path={`/frameworks/${key}/coverage`} asked={given} counts={counts} />
        <CoverageRows
          framework={key}
          place={place.system ? { systemId: place.system.id } : { unitId: place.unit.id }}
          where={where}
          rows={rows}
          spots={spots}
          mayJudge={can.judge}
        />
      </PageBody>
    </>
  );
}
