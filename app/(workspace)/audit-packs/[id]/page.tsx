import type { Metadata } from "next";
import { HistorySection } from "@/app/(workspace)/_record/history-section";
import { EngagementsSection } from "@/app/(workspace)/audit-packs/[id]/engagements-section";
import { FilesSection } from "@/app/(workspace)/audit-packs/[id]/files-section";
import { PackFacts } from "@/app/(workspace)/audit-packs/[id]/pack-facts";
import { packOf } from "@/app/(workspace)/audit-packs/[id]/read-pack";
import { VerifySection } from "@/app/(workspace)/audit-packs/[id]/verify-section";
import { JobProgress } from "@/components/domain/job-progress";
import { Columns } from "@/components/layout/columns";
import { PageBody } from "@/components/layout/page-body";
import { PageHeader } from "@/components/layout/page-header";
import { Section } from "@/components/layout/section";
import { ButtonLink } from "@/components/ui/button-link";
import { OptionBadge } from "@/components/ui/option-badge";
import { packHistoryOf } from "@/lib/domain/audit-packs/queries/history";
import { packStates } from "@/lib/domain/audit-packs/schema";
import { requireActor } from "@/lib/platform/auth/page-actor";

interface AuditPackPageProps {
  params: Promise<{ id: string }>;
}

export async function generateMetadata({ params }: AuditPackPageProps): Promise<Metadata> {
  const { ref, title } = await packOf((await params).id);
  return { title: `${ref} ${title}` };
}

/** One audit pack: how far it is, what is in it, how to check it, and who may read it. */
export default async function AuditPackPage({ params }: AuditPackPageProps) {
  const { id } = await params;
  const actor = await requireActor();
  const pack = await packOf(id);
  const { state, byRole, jobId } = pack;
  const mine = pack.createdBy?.id === actor.personId;
  return (
    <>
      <PageHeader
        title={pack.title}
        reference={pack.ref}
        trail={[{ href: "/audit-packs", label: "Audit packs" }]}
        badges={<OptionBadge options={packStates} value={state} />}
        meta={<span>For {pack.recipient}</span>}
        actions={
          state === "ready" ? (
            <ButtonLink href={`/api/v1/audit-packs/${id}/pack`} tone="primary" download>
              Save pack
            </ButtonLink>
          ) : null
        }
      />
      <PageBody>
        <Columns aside={<PackFacts pack={pack} />}>
          {state !== "ready" && jobId ? (
            <Section title="Progress">
              {mine ? (
                <JobProgress id={jobId} label="Building the audit pack" />
              ) : (
                <p className="text-ink-soft text-sm">Whoever makes it sees how far it is.</p>
              )}
            </Section>
          ) : null}
          {state === "ready" ? <VerifySection pack={pack} /> : null}
          {byRole && state === "ready" ? <EngagementsSection pack={pack} /> : null}
          {state === "ready" ? <FilesSection pack={pack} /> : null}
          {byRole ? <HistorySection entries={(await packHistoryOf.execute(actor, { id })).entries} /> : null}
        </Columns>
      </PageBody>
    </>
  );
}
