import { PageHeader } from "@/components/layout/page-header";
import { ButtonLink } from "@/components/ui/button-link";
import { OptionBadge } from "@/components/ui/option-badge";
import { stages } from "@/lib/domain/inventory/systems/options/schema";
import type { Named } from "@/lib/platform/register/column";
import { RecordMeta } from "../_inventory/record-meta";
import { ReviewDialog } from "../_inventory/review-dialog";
import { MoveDialog } from "./move-dialog";

interface SystemHeaderProps {
  system: {
    id: string;
    ref: string;
    version: number;
    name: string;
    stage: string;
    purpose: string | null;
    owner: Named | null;
    unit: Named;
    nextReviewOn: string | null;
    can: { edit: boolean; move: boolean };
  };
}

/** What a system is called, where it stands, who answers for it, and what can be done with it. */
export function SystemHeader({ system }: SystemHeaderProps) {
  const { id, ref, version, name, stage, purpose, owner, unit, nextReviewOn, can } = system;
  return (
    <PageHeader
      title={name}
      reference={ref}
      trail={[{ href: "/systems", label: "AI systems" }]}
      badges={<OptionBadge options={stages} value={stage} />}
      meta={<RecordMeta owner={owner} unit={unit} nextReviewOn={nextReviewOn} />}
      actions={
        <>
          {can.edit ? <ReviewDialog concept="systems" noun="system" {...{ id, version, name }} /> : null}
          {can.move ? (
            <MoveDialog system={{ id, version, name, stage, purpose, ownerId: owner?.id ?? null }} />
          ) : null}
          {can.edit ? (
            <ButtonLink href={`/systems/${id}/edit`} tone="primary">
              Edit system
            </ButtonLink>
          ) : null}
        </>
      }
    />
  );
}
