import type { SearchParams } from "@/app/(workspace)/first-page";
import { RegisterView } from "@/app/(workspace)/register-view";
import { ButtonLink } from "@/components/ui/button-link";
import { ownRuleRegister } from "@/lib/domain/threat-models/own-rules/queries/register";
import { listThreatRules } from "@/lib/domain/threat-models/queries/threat-rules";
import { requireActor } from "@/lib/platform/auth/page-actor";

export const metadata = { title: "Own threat rules" };

/** The register of the rules that the organisation wrote itself; its export is imported again with its changes. */
export default async function OwnRulesPage({ searchParams }: { searchParams: SearchParams }) {
  const { can } = await listThreatRules.execute(await requireActor(), {});
  return (
    <RegisterView
      register={ownRuleRegister}
      searchParams={searchParams}
      noun={{ one: "threat rule", many: "threat rules" }}
      description="Rules that we wrote ourselves, beside those that Plumbline comes with. An exported file is imported again with its changes."
      empty="Add one with New rule, or import a CSV or Excel file of your rules: what it would add and change is shown before anything is written."
      actions={
        <>
          <ButtonLink href="/threat-rules">All rules</ButtonLink>
          {can.write ? (
            <>
              <ButtonLink href="/imports?concept=own-threat-rules">Import</ButtonLink>
              <ButtonLink href="/threat-rules/new" tone="primary">
                New rule
              </ButtonLink>
            </>
          ) : null}
        </>
      }
    />
  );
}
