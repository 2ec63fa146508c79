import type { Metadata } from "next";
import { cache } from "react";
import { RecordTalk } from "@/app/(workspace)/_record/record-talk";
import type { SearchParams } from "@/app/(workspace)/first-page";
import { orNotFound } from "@/app/(workspace)/or-not-found";
import { PageBody } from "@/components/layout/page-body";
import { PageHeader } from "@/components/layout/page-header";
import { Section } from "@/components/layout/section";
import { Badge } from "@/components/ui/badge";
import { ButtonLink } from "@/components/ui/button-link";
import { getGatePolicy, getPolicyHistory } from "@/lib/domain/test-runs/gate/queries/policies";
import { getPolicyVersion, listPolicyVersions } from "@/lib/domain/test-runs/gate/queries/versions";
import { requireActor } from "@/lib/platform/auth/page-actor";
import { PipelineSection } from "./pipeline-section";
import { RetirePolicy } from "./retire-policy";
import { VersionsSection } from "./versions-section";

interface PolicyPageProps {
  params: Promise<{ id: string }>;
  searchParams: SearchParams;
}

const policyOf = cache(async (id: string) => orNotFound(getGatePolicy.execute(await requireActor(), { id })));

export async function generateMetadata({ params }: PolicyPageProps): Promise<Metadata> {
  const { key, title } = await policyOf((await params).id);
  return { title: `${key} ${title}` };
}

/** One gate policy: its newest text, or that of the version that the address names, and the versions before it. */
export default async function GatePolicyPage({ params, searchParams }: PolicyPageProps) {
  const { id } = await params;
  const { version, before } = await searchParams;
  const actor = await requireActor();
  const policy = await policyOf(id);
  const { key, title, unit, unitId, can, text, retiredAt, newest } = policy;
  const shown = version
    ? await orNotFound(getPolicyVersion.receive(actor, { id, number: version }))
    : { number: newest, text };
  const versions = await orNotFound(listPolicyVersions.receive(actor, { id, ...(before ? { before } : {}) }));
  const { entries } = await getPolicyHistory.execute(actor, { id });
  return (
    <>
      <PageHeader
        title={title}
        reference={key}
        trail={[{ href: "/gate-policies", label: "Gate policies" }]}
        badges={
          <>
            <Badge>{policy.mode === "advisory" ? "Advisory" : "Blocking"}</Badge>
            {retiredAt ? <Badge tone="warn">Retired</Badge> : null}
          </>
        }
        meta={
          <>
            <span>Version {policy.newest}</span>
            <span>{unit.name} and below</span>
          </>
        }
        actions={
          can.edit ? (
            <>
              <RetirePolicy policy={policy} />
              <ButtonLink href={`/gate-policies/${id}/edit`} tone="primary">
                Write next version
              </ButtonLink>
            </>
          ) : null
        }
      />
      <PageBody>
        <Section title={shown.number === policy.newest ? "Policy" : `Version ${shown.number} of the policy`}>
          <PolicyText text={shown.text} />
        </Section>
        <PipelineSection policyKey={key} />
        <VersionsSection id={id} shown={shown.number} versions={versions} />
        <RecordTalk subject={{ type: "gate-policies", id, ref: key, unitId }} history={entries} />
      </PageBody>
    </>
  );
}

function PolicyText({ text }: { text: string }) {
  return (
    <pre className="whitespace-pre-wrap break-words rounded-lg bg-sunken p-3 font-mono text-xs">{text}</pre>
  );
}
