import type { SearchParams } from "@/app/(workspace)/first-page";
import { RegisterView } from "@/app/(workspace)/register-view";
import { systemsCreate } from "@/lib/domain/inventory/systems/access";
import { systemRegister } from "@/lib/domain/inventory/systems/queries";

export const metadata = { title: "AI systems" };

/** The register of AI systems. */
export default function SystemsPage({ searchParams }: { searchParams: SearchParams }) {
  return (
    <RegisterView
      register={systemRegister}
      searchParams={searchParams}
      noun={{ one: "system", many: "systems" }}
      description="Every use of AI, who answers for it, and what is not known yet."
      empty="An AI system is one use of AI for one purpose: a chatbot on the website, a score behind a decision, an agent in a mailbox."
      create={systemsCreate}
    />
  );
}
