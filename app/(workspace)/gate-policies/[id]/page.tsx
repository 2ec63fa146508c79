import type { Metadata } from "next";
import { cache } from "react";
import { RecordTalk } from "@/app/(workspace)/_record/record-talk";
import { orNotFound } from "@/app/(workspace)/or-not-found";
import { PageBody } from "@/components/layout/page-body";
import { PageHeader } from "@/components/layout/page-header";
import { Section } from "@/components/layout/section";
import { Badge } from "@/components/ui/badge";
import { ButtonLink } from "@/components/ui/button-link";
import { DateText } from "@/components/ui/date-text";
import { getGatePolicy, getPolicyHistory } from "@/lib/domain/test-runs/gate/queries/policies";
import { requireActor } from "@/lib/platform/auth/page-actor";
import { PipelineSection } from "./pipeline-section";
import { RetirePolicy } from "./retire-policy";

interface PolicyPageProps {
  params: Promise<{ id: string }>;
}

const policyOf = cache(async (id: string) => orNotFound(getGatePolicy.execute(await requireActor(), { id })));

export async function generateMetadata({ params }: PolicyPageProps): Promise<Metadata> {
  const { key, title } = await policyOf((await params).id);
  return { title: `${key} ${title}` };
}

/** One gate policy: its newest text, and every version before it. */
export default async function GatePolicyPage({ params }: PolicyPageProps) {
  const { id } = await params;
  const policy = await policyOf(id);
  const { key, title, unit, unitId, can, text, versions, retiredAt } = policy;
  const { entries } = await getPolicyHistory.execute(await requireActor(), { id });
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
        <Section title="Policy">
          <PolicyText text={text} />
        </Section>
        <PipelineSection policyKey={key} />
        <Section title={`Versions: ${versions.length}`}>
          <ol className="grid gap-4">
            {versions.map(({ number, reason, sha256, by, at, text: then }) => (
              <li key={number} className="grid gap-1 border-line border-l-2 pl-3">
                <span>
                  Version {number}: {reason}
                </span>
                <span className="text-ink-soft text-sm">
                  {by ?? "A person"}, <DateText value={at} time />
                </span>
                <span className="break-all font-mono text-ink-soft text-xs">SHA-256 {sha256}</span>
                <details>
                  <summary className="cursor-pointer text-sm">Text</summary>
                  <PolicyText text={then} />
                </details>
              </li>
            ))}
          </ol>
        </Section>
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
