import type { SearchParams } from "@/app/(workspace)/first-page";
import { RegisterView } from "@/app/(workspace)/register-view";
import { intakePropose } from "@/lib/domain/intake/access";
import { proposalRegister } from "@/lib/domain/intake/queries";

export const metadata = { title: "Proposals" };

/** The register of proposals: every wish for AI, and what became of it. */
export default function ProposalsPage({ searchParams }: { searchParams: SearchParams }) {
  return (
    <RegisterView
      register={proposalRegister}
      searchParams={searchParams}
      noun={{ one: "proposal", many: "proposals" }}
      description="Every wish to use AI, whether it is AI at all, and what became of it."
      empty="A proposal is a short form: is it AI at all, what for, whose data. Triage names an owner, somebody else approves."
      create={intakePropose}
      add="Propose a use of AI"
    />
  );
}
