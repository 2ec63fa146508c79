import Link from "next/link";
import { filtersOf, type SearchParams } from "@/app/(workspace)/first-page";
import { lookedBack } from "@/app/(workspace)/looking-back";
import { LookingBackNotice } from "@/app/(workspace)/looking-back-notice";
import { orNotFound } from "@/app/(workspace)/or-not-found";
import { AsOfControl } from "@/components/layout/as-of-control";
import { PageBody } from "@/components/layout/page-body";
import { PageHeader } from "@/components/layout/page-header";
import { RegisterPage } from "@/components/layout/register-page";
import { Section } from "@/components/layout/section";
import { ButtonLink } from "@/components/ui/button-link";
import { riskHeatMap } from "@/lib/domain/risks/queries/heat-map";
import { getRiskMethod } from "@/lib/domain/risks/queries/method";
import { riskRegister } from "@/lib/domain/risks/queries/register";
import { scoreKinds } from "@/lib/domain/risks/schema";
import { requireActor } from "@/lib/platform/auth/page-actor";
import { RiskHeatMap } from "../risk-heat-map";
import { RiskTabs } from "../risk-tabs";

export const metadata = { title: "Heat map of risks" };

/** Where the risks sit on the two scales, by one of their three scores; each cell opens its risks. */
export default async function HeatMapPage({ searchParams }: { searchParams: SearchParams }) {
  const actor = await requireActor();
  const asked = await searchParams;
  const seen = await lookedBack(actor, asked);
  const asOf = seen.past?.asOf;
  const day = asOf === undefined ? {} : { asOf };
  const filters = { status: "open,treating,accepted", ...filtersOf(riskRegister, asked), ...day };
  const score = scoreKinds.find(({ value }) => value === asked["score"])?.value ?? "current";
  const [map, { bands }] = await orNotFound(
    Promise.all([riskHeatMap.receive(actor, { ...filters, score }), getRiskMethod.execute(actor, day)]),
  );
  const address = (kind: string) => `/risks/heat-map?${new URLSearchParams({ ...filters, score: kind })}`;
  return (
    <RegisterPage past={asOf !== undefined}>
      <LookingBackNotice seen={seen} path="/risks/heat-map" asked={asked} />
      <PageHeader
        title="Risks"
        description="Each number opens the risks it counts. Closed risks are left out unless the filter asks for them."
        actions={<AsOfControl asOf={asOf} />}
      />
      <RiskTabs current="heat-map" personId={actor.personId} asOf={asOf} />
      <div className="min-h-0 flex-1 overflow-auto pt-4">
        <PageBody>
          <Section
            title="Heat map"
            actions={scoreKinds.map(({ value, label }) => (
              <ButtonLink
                key={value}
                href={address(value)}
                size="sm"
                tone={value === score ? "primary" : "default"}
              >
                {label}
              </ButtonLink>
            ))}
          >
            <RiskHeatMap map={map} bands={bands} filters={filters} />
            {map.offScale > 0 ? (
              <p className="mt-3 text-sm">
                <Link
                  href={`/risks?${new URLSearchParams({ ...filters, offScale: score })}`}
                  className="text-accent"
                >
                  {map.offScale} scored by a step that the method no longer has
                </Link>
              </p>
            ) : null}
          </Section>
        </PageBody>
      </div>
    </RegisterPage>
  );
}
