import { notFound } from "next/navigation";
import { PageBody } from "@/components/layout/page-body";
import { PageHeader } from "@/components/layout/page-header";
import { intakePropose } from "@/lib/domain/intake/access";
import { mayAnywhere } from "@/lib/platform/access/actor";
import { requireActor } from "@/lib/platform/auth/page-actor";
import { ProposalForm } from "../proposal-form";

export const metadata = { title: "Propose a use of AI" };

/** The form of a new proposal. */
export default async function NewProposalPage() {
  if (!mayAnywhere(await requireActor(), intakePropose)) notFound();
  return (
    <>
      <PageHeader
        title="Propose a use of AI"
        trail={[{ href: "/proposals", label: "Proposals" }]}
        description="A few minutes. Somebody looks through it, names an owner, and tells you what comes next. What you write stays in this tab until you send it, also when you reload or have to sign in again."
      />
      <PageBody>
        <ProposalForm
          action={{ method: "POST", url: "/api/v1/proposals" }}
          done="/proposals"
          submit="Propose"
          saved="Proposed."
          cancel="/proposals"
        />
      </PageBody>
    </>
  );
}
