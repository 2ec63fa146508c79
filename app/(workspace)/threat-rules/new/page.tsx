import { notFound } from "next/navigation";
import { RuleForm } from "@/app/(workspace)/threat-rules/rule-form";
import { PageBody } from "@/components/layout/page-body";
import { PageHeader } from "@/components/layout/page-header";
import { threatRulesWrite } from "@/lib/domain/threat-models/access";
import { getRuleParts } from "@/lib/domain/threat-models/own-rules/queries/own-rules";
import { mayAnywhere } from "@/lib/platform/access/actor";
import { requireActor } from "@/lib/platform/auth/page-actor";

export const metadata = { title: "New threat rule" };

/** The form of a new rule of one's own. */
export default async function NewRulePage() {
  const actor = await requireActor();
  if (!mayAnywhere(actor, threatRulesWrite)) notFound();
  const options = await getRuleParts.execute(actor, {});
  return (
    <>
      <PageHeader
        title="New threat rule"
        trail={[{ href: "/threat-rules", label: "Threat rules" }]}
        description="It holds for every threat model of the organisation, from the next time its threats are generated."
      />
      <PageBody>
        <RuleForm
          action={{ method: "POST", url: "/api/v1/own-threat-rules" }}
          values={{ tier: "1", likelihood: 3, impact: 3 }}
          options={options}
          done="/threat-rules?standing=own"
          submit="Add rule"
          saved="Rule added."
          cancel="/threat-rules"
        />
      </PageBody>
    </>
  );
}
