import type { SearchParams } from "@/app/(workspace)/first-page";
import { RegisterView } from "@/app/(workspace)/register-view";
import { testRunsImport } from "@/lib/domain/test-runs/access";
import { runRegister } from "@/lib/domain/test-runs/queries/register";

export const metadata = { title: "Test runs" };

/** The register of the runs of security tests. */
export default async function TestRunsPage({ searchParams }: { searchParams: SearchParams }) {
  return (
    <RegisterView
      register={runRegister}
      searchParams={searchParams}
      noun={{ one: "test run", many: "test runs" }}
      description="What security tools wrote about AI systems, bound to the model and prompt that were tested; checks that passed are kept."
      empty="Hand in what a tool wrote, such as a report of garak or promptfoo, and say which AI system it tested."
      create={testRunsImport}
      add="Hand in results"
    />
  );
}
