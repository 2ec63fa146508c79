import type { Metadata } from "next";
import type { SearchParams } from "@/app/(workspace)/first-page";
import { lookedBack } from "@/app/(workspace)/looking-back";
import { LookingBackNotice } from "@/app/(workspace)/looking-back-notice";
import { Columns } from "@/components/layout/columns";
import { PageBody } from "@/components/layout/page-body";
import { Section } from "@/components/layout/section";
import { getEvidenceHistory } from "@/lib/domain/evidence/queries/evidence";
import { requireActor } from "@/lib/platform/auth/page-actor";
import { asOfDay } from "@/lib/platform/operation/operation";
import { RecordTalk } from "../../_record/record-talk";
import { StagesSection } from "../../_record/stages-section";
import { BearsOnSection } from "./bears-on-section";
import { EvidenceHeader } from "./evidence-header";
import { FactsSection } from "./facts-section";
import { linkableKinds } from "./linkable-kinds";
import { evidenceOf } from "./read-evidence";
import { VersionsSection } from "./versions-section";

interface EvidencePageProps {
  params: Promise<{ id: string }>;
  searchParams: SearchParams;
}

export async function generateMetadata({ params, searchParams }: EvidencePageProps): Promise<Metadata> {
  const { past } = await lookedBack(await requireActor(), await searchParams);
  const { ref, title } = await evidenceOf((await params).id, past?.asOf);
  return { title: `${ref} ${title}` };
}

/** One piece of evidence: what it shows, until when, its files, what it bears on, and what happened to it. */
export default async function OneEvidencePage({ params, searchParams }: EvidencePageProps) {
  const { id } = await params;
  const actor = await requireActor();
  const asked = await searchParams;
  const seen = await lookedBack(actor, asked);
  const asOf = seen.past?.asOf;
  const evidence = await evidenceOf(id, asOf);
  const { entries } = await asOfDay(asOf, actor, () => getEvidenceHistory.execute(actor, { id }));
  return (
    <div className={asOf ? "shown-past" : ""}>
      <LookingBackNotice seen={seen} path={`/evidence/${id}`} asked={asked} />
      <EvidenceHeader evidence={evidence} asOf={asOf} />
      <PageBody>
        <Columns aside={<FactsSection evidence={evidence} />}>
          {evidence.withdrawnReason ? (
            <Section title="Why it was withdrawn">
              <p className="whitespace-pre-line break-words">{evidence.withdrawnReason}</p>
            </Section>
          ) : null}
          <VersionsSection evidence={evidence} />
          <BearsOnSection evidence={evidence} kinds={linkableKinds()} asOf={asOf} />
          {asOf ? null : <StagesSection of={{ evidenceId: id }} />}
          <RecordTalk
            subject={{ type: "evidence", id, ref: evidence.ref, unitId: evidence.unit.id }}
            history={entries}
            asOf={asOf}
          />
        </Columns>
      </PageBody>
    </div>
  );
}
