import { AsOfControl } from "@/components/layout/as-of-control";
import { onDay } from "@/components/layout/on-day";
import { PageHeader } from "@/components/layout/page-header";
import { ButtonLink } from "@/components/ui/button-link";
import { Gap } from "@/components/ui/gap";
import { FreshnessBadge } from "../freshness-badge";
import { EvidenceActs } from "./evidence-acts";
import type { EvidenceRecord } from "./read-evidence";

interface EvidenceHeaderProps {
  evidence: EvidenceRecord;
  asOf?: string | undefined;
}

/** What a piece of evidence is called, how fresh it is, who keeps it, and what can be done with it. */
export function EvidenceHeader({ evidence, asOf }: EvidenceHeaderProps) {
  const { id, ref, title, freshness, validUntil, owner, unit, version, can } = evidence;
  return (
    <PageHeader
      title={title}
      reference={ref}
      trail={[{ href: onDay("/evidence", asOf), label: "Evidence" }]}
      badges={<FreshnessBadge freshness={freshness} validUntil={validUntil} />}
      meta={
        <>
          <span>Owner {owner ? owner.name : <Gap>Nobody</Gap>}</span>
          <span>{unit.name}</span>
        </>
      }
      actions={
        <>
          <AsOfControl asOf={asOf} />
          <ButtonLink href={onDay(`/api/v1/evidence/${id}/report?format=pdf`, asOf)} download>
            Export PDF
          </ButtonLink>
          {can.edit ? <ButtonLink href={`/evidence/${id}/edit`}>Edit evidence</ButtonLink> : null}
          <EvidenceActs evidence={{ id, ref, version, validUntil }} can={can} />
        </>
      }
    />
  );
}
