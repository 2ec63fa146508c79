import { FigureRow } from "@/components/charts/figure-tile";
import { AsOfControl } from "@/components/layout/as-of-control";
import { PageBody } from "@/components/layout/page-body";
import { PageHeader } from "@/components/layout/page-header";
import { Section } from "@/components/layout/section";
import { ButtonLink } from "@/components/ui/button-link";
import { getProgramme } from "@/lib/domain/programme/queries";
import { riskHeatMap } from "@/lib/domain/risks/queries/heat-map";
import { getRiskMethod } from "@/lib/domain/risks/queries/method";
import { requireActor } from "@/lib/platform/auth/page-actor";
import type { SearchParams } from "../first-page";
import { lookedBack } from "../looking-back";
import { LookingBackNotice } from "../looking-back-notice";
import { orNotFound } from "../or-not-found";
import { RiskHeatMap } from "../risks/risk-heat-map";
import { InventoryBars, RiskBars } from "./bars";
import { Figures } from "./figures";
import { LateSection } from "./late-section";
import { TrendFigure } from "./trend-figure";

export const metadata = { title: "Programme" };

const open = { status: "open,treating,accepted" };

/** The state of the programme in numbers; each opens exactly the records it counts. */
export default async function ProgrammePage({ searchParams }: { searchParams: SearchParams }) {
  const actor = await requireActor();
  const asked = await searchParams;
  const seen = await lookedBack(actor, asked);
  const asOf = seen.past?.asOf;
  const day = asOf === undefined ? {} : { asOf };
  const [{ systems, risks, late, trend }, map, { bands }] = await orNotFound(
    Promise.all([
      getProgramme.execute(actor, day),
      riskHeatMap.execute(actor, { ...open, ...day, score: "current" }),
      getRiskMethod.execute(actor, day),
    ]),
  );
  const { aboveAppetite, treatmentsOverdue, reviewsOverdue, acceptancesEnding, unowned, unscored } = risks;
  const counted = `${systems.inUse} AI systems in use and ${risks.open} risks that are not closed`;
  return (
    <div className={asOf ? "shown-past" : ""}>
      <LookingBackNotice seen={seen} path="/programme" asked={asked} />
      <PageHeader
        title="Programme"
        description={`${counted}, in the business units you read.`}
        actions={
          <>
            <AsOfControl asOf={asOf} />
            <ButtonLink href="/programme/roles">Programme roles</ButtonLink>
          </>
        }
      />
      <PageBody>
        <h2 className="sr-only">What needs attention</h2>
        <FigureRow>
          <Figures
            unit="risks"
            figures={[aboveAppetite, treatmentsOverdue, reviewsOverdue, acceptancesEnding, unowned, unscored]}
          />
        </FigureRow>
        <FigureRow>
          <Figures unit="systems" figures={[systems.incomplete, systems.unowned, systems.reviewsOverdue]} />
        </FigureRow>
        <div className="grid items-start gap-4 xl:grid-cols-2">
          <Section title="Risks by current score">
            <RiskHeatMap map={map} bands={bands} filters={{ ...open, ...day }} />
          </Section>
          <Section title="Risks by level and threat">
            <RiskBars risks={risks} />
          </Section>
          <Section title="Trend">
            <TrendFigure trend={trend} />
          </Section>
          {late ? <LateSection late={late} /> : null}
          <Section title="Inventory">
            <InventoryBars systems={systems} />
          </Section>
        </div>
      </PageBody>
    </div>
  );
}
