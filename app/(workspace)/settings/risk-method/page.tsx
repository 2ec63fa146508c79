import { SettingVersions } from "@/components/domain/setting-versions";
import { Facts } from "@/components/layout/facts";
import { PageBody } from "@/components/layout/page-body";
import { PageHeader } from "@/components/layout/page-header";
import { Section } from "@/components/layout/section";
import { ButtonLink } from "@/components/ui/button-link";
import { getRiskMethod } from "@/lib/domain/risks/queries/method";
import { listMethodVersions } from "@/lib/domain/risks/queries/method-versions";
import { roles } from "@/lib/platform/access/role";
import { requireActor } from "@/lib/platform/auth/page-actor";
import { orNotFound } from "../../or-not-found";
import { Matrix } from "./matrix";
import { AppetiteTable, LevelTable, ScaleTable } from "./method-tables";

export const metadata = { title: "Risk method" };

/** By which scales, bands and appetite the organisation scores its risks. */
export default async function RiskMethodPage() {
  const actor = await requireActor();
  const [method, versions] = await orNotFound(
    Promise.all([getRiskMethod.execute(actor, {}), listMethodVersions.execute(actor, {})]),
  );
  const { likelihood, impact, bands, categories, aboveAppetiteRole, reviewDays, version, can } = method;
  const origin =
    version === 0
      ? "This is the method Plumbline comes with."
      : `Version ${version}; every score keeps the version it was made with.`;
  return (
    <>
      <PageHeader
        title="Risk method"
        description={`A score is likelihood × impact. ${origin}`}
        actions={
          can.edit ? (
            <ButtonLink href="/settings/risk-method/edit" tone="primary">
              Edit method
            </ButtonLink>
          ) : null
        }
      />
      <PageBody>
        <div className="grid items-start gap-4 xl:grid-cols-2">
          <ScaleTable title="Likelihood" steps={likelihood} />
          <ScaleTable title="Impact" steps={impact} />
          <div className="grid gap-4">
            <LevelTable bands={bands} reviewDays={reviewDays} />
            <Section title="Acceptance">
              <Facts
                items={[
                  {
                    label: "Above appetite, a risk is accepted only by",
                    value: roles.find(({ value }) => value === aboveAppetiteRole)?.label ?? aboveAppetiteRole,
                    help: "Within appetite, by anybody who may accept. Never by the person who asked.",
                  },
                ]}
              />
            </Section>
          </div>
          <AppetiteTable categories={categories} />
        </div>
        <div className="mt-4 grid gap-4">
          <Section title="Matrix" description="The level of every likelihood with every impact.">
            <Matrix likelihood={likelihood} impact={impact} bands={bands} />
          </Section>
          <SettingVersions
            of="the risk method"
            versions={versions.rows}
            empty="Nobody has changed the method that Plumbline comes with."
          />
        </div>
      </PageBody>
    </>
  );
}
