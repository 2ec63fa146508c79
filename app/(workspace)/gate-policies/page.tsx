import type { SearchParams } from "@/app/(workspace)/first-page";
import { GateTabs } from "@/app/(workspace)/gate-verdicts/gate-tabs";
import { RegisterView } from "@/app/(workspace)/register-view";
import { gatePoliciesEdit } from "@/lib/domain/test-runs/gate/access";
import { policyRegister } from "@/lib/domain/test-runs/gate/queries/policies";

export const metadata = { title: "Gate policies" };

/** The register of gate policies. */
export default function GatePoliciesPage({ searchParams }: { searchParams: SearchParams }) {
  return (
    <RegisterView
      register={policyRegister}
      searchParams={searchParams}
      noun={{ one: "gate policy", many: "gate policies" }}
      description="By which rules test results pass: what has to be there, how much may fail, and what is waived until when. Each holds in its unit and below."
      empty="A gate policy is a short YAML text: the tests that have to be there and the limits they keep."
      create={gatePoliciesEdit}
      add="New gate policy"
      tabs={<GateTabs current="/gate-policies" />}
    />
  );
}
