import type { SearchParams } from "@/app/(workspace)/first-page";
import { RegisterView } from "@/app/(workspace)/register-view";
import { Tabs } from "@/components/layout/tabs";
import { plannedTestsEdit } from "@/lib/domain/test-runs/plans/access";
import { plannedRegister } from "@/lib/domain/test-runs/plans/queries/register";

export const metadata = { title: "Test plans" };

const open = "/planned-tests?state=failing%2Cmissing%2Cstale%2Cundecided";

/** The register of the tests that the plans of all AI systems ask for. */
export default async function PlannedTestsPage({ searchParams }: { searchParams: SearchParams }) {
  const { state, mine } = await searchParams;
  const current =
    mine === "true" ? "/planned-tests?mine=true" : state === undefined ? "/planned-tests" : open;
  return (
    <RegisterView
      register={plannedRegister}
      searchParams={searchParams}
      noun={{ one: "planned test", many: "planned tests" }}
      description="Which tests each AI system is to pass, how often, and on which model and prompt. What is missing or stale counts as missing."
      empty="A planned test names what is to be run, how much may fail and how often. Begin with what the facts of an AI system suggest."
      create={plannedTestsEdit}
      add="Plan a test"
      tabs={
        <Tabs
          label="Views of the test plans"
          current={current}
          items={[
            { href: "/planned-tests", label: "All planned tests" },
            { href: open, label: "Not met" },
            { href: "/planned-tests?mine=true", label: "Mine" },
          ]}
        />
      }
    />
  );
}
