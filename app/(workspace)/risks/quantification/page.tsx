import { lookedBack } from "@/app/(workspace)/looking-back";
import { LookingBackNotice } from "@/app/(workspace)/looking-back-notice";
import { orNotFound } from "@/app/(workspace)/or-not-found";
import { UnitChoice } from "@/app/(workspace)/unit-choice";
import { AsOfControl } from "@/components/layout/as-of-control";
import { PageBody } from "@/components/layout/page-body";
import { PageHeader } from "@/components/layout/page-header";
import { RegisterPage } from "@/components/layout/register-page";
import { Section } from "@/components/layout/section";
import { chooseUnits } from "@/lib/domain/organization/units/queries";
import { simulatedYears } from "@/lib/domain/risks/quantification/method";
import { lossExposure } from "@/lib/domain/risks/queries/quantification";
import { requireActor } from "@/lib/platform/auth/page-actor";
import { RiskTabs } from "../risk-tabs";
import { Contributors } from "./contributors";
import { LossFigures } from "./loss-figures";

export const metadata = { title: "Losses in a year" };

interface QuantificationPageProps {
  searchParams: Promise<Record<string, string | string[] | undefined>>;
}

/** What the quantified risks of a unit, or of the whole register, cost in a year taken together. */
export default async function QuantificationPage({ searchParams }: QuantificationPageProps) {
  const actor = await requireActor();
  const given = await searchParams;
  const { unitId } = given;
  const seen = await lookedBack(actor, given);
  const asOf = seen.past?.asOf;
  const asked = typeof unitId === "string" && unitId !== "" ? { unitId } : {};
  const [exposure, { choices }] = await orNotFound(
    Promise.all([
      lossExposure.receive(actor, asOf ? { ...asked, asOf } : asked),
      chooseUnits.execute(actor, { limit: 200 }),
    ]),
  );
  const { of, quantified, added, otherCurrencies, figures, treatedFigures, currency, risks } = exposure;
  return (
    <RegisterPage>
      <LookingBackNotice seen={seen} path="/risks/quantification" asked={given} />
      <PageHeader
        title="Risks"
        description="What the quantified risks cost in a year, taken together. Closed risks are left out."
        actions={<AsOfControl asOf={asOf} />}
      />
      <RiskTabs current="quantification" personId={actor.personId} />
      <div className="min-h-0 flex-1 overflow-auto pt-4">
        <PageBody>
          <UnitChoice units={choices} chosen={asked.unitId ?? ""} asOf={asOf} />
          <Section
            title={`${quantified.toLocaleString("en")} of ${of.toLocaleString("en")} open risks are quantified`}
            description="Added up year by year as independent of each other: one risk coming true makes no other more likely."
            flush
          >
            {added < quantified ? (
              <p className="px-4 pb-2 text-sm">
                The {added} with the largest expected loss are added up; {quantified - added} smaller ones are
                left out.
              </p>
            ) : null}
            {otherCurrencies > 0 ? (
              <p className="px-4 pb-2 text-sm">
                {otherCurrencies} were estimated in another currency and are left out. Estimate them anew in{" "}
                {currency}.
              </p>
            ) : null}
            {figures ? (
              <LossFigures
                currency={currency}
                years={simulatedYears}
                figures={figures}
                treatedFigures={treatedFigures}
              />
            ) : (
              <p className="px-4 pb-3 text-ink-soft text-sm">
                No risk here is quantified yet. Open one and choose Quantify under Loss in a year.
              </p>
            )}
          </Section>
          <Contributors risks={risks} currency={currency} asOf={asOf} />
        </PageBody>
      </div>
    </RegisterPage>
  );
}
