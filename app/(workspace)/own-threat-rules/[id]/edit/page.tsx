import { notFound } from "next/navigation";
import { orNotFound } from "@/app/(workspace)/or-not-found";
import { RuleForm } from "@/app/(workspace)/threat-rules/rule-form";
import { PageBody } from "@/components/layout/page-body";
import { PageHeader } from "@/components/layout/page-header";
import { threatRulesWrite } from "@/lib/domain/threat-models/access";
import { getOwnRule, getRuleParts } from "@/lib/domain/threat-models/own-rules/queries/own-rules";
import { mayAnywhere } from "@/lib/platform/access/actor";
import { requireActor } from "@/lib/platform/auth/page-actor";

export const metadata = { title: "Edit threat rule" };

/** The form of a rule of one's own that exists. */
export default async function EditRulePage({ params }: { params: Promise<{ id: string }> }) {
  const { id } = await params;
  const actor = await requireActor();
  if (!mayAnywhere(actor, threatRulesWrite)) notFound();
  const rule = await orNotFound(getOwnRule.receive(actor, { id }));
  const { key, title, version } = rule as { key: string; title: string; version: number };
  return (
    <>
      <PageHeader
        title={`Edit ${title}`}
        trail={[
          { href: "/threat-rules", label: "Threat rules" },
          { href: `/threat-rules/${key}`, label: key },
        ]}
        description="Threats that the rule found are asked about again where its condition or words change."
      />
      <PageBody>
        <RuleForm
          action={{ method: "PATCH", url: `/api/v1/own-threat-rules/${id}` }}
          values={rule as object}
          version={version}
          options={await getRuleParts.execute(actor, {})}
          done={`/threat-rules/${key}?`}
          submit="Save rule"
          saved="Rule saved."
          cancel={`/threat-rules/${key}`}
        />
      </PageBody>
    </>
  );
}
