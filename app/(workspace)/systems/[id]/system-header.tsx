import type { ComponentProps } from "react";
import { AsOfControl } from "@/components/layout/as-of-control";
import { onDay } from "@/components/layout/on-day";
import { PageHeader } from "@/components/layout/page-header";
import { ButtonLink } from "@/components/ui/button-link";
import { buttonLook } from "@/components/ui/button-look";
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
    owner: Named | null;
    unit: Named;
    nextReviewOn: string | null;
    can: { edit: boolean; move: boolean };
  };
  gates: ComponentProps<typeof MoveDialog>["gates"];
  asOf?: string | undefined;
}

/** What a system is called, where it stands, who answers for it, and what can be done with it. */
export function SystemHeader({ system, gates, asOf }: SystemHeaderProps) {
  const { id, ref, version, name, stage, owner, unit, nextReviewOn, can } = system;
  return (
    <PageHeader
      title={name}
      reference={ref}
      trail={[{ href: onDay("/systems", asOf), label: "AI systems" }]}
      badges={<OptionBadge options={stages} value={stage} />}
      meta={<RecordMeta owner={owner} unit={unit} nextReviewOn={nextReviewOn} past={asOf !== undefined} />}
      actions={
        <>
          <AsOfControl asOf={asOf} />
          {asOf ? (
            <ButtonLink href={onDay(`/api/v1/systems/${id}/report?format=pdf`, asOf)} download>
              Export PDF
            </ButtonLink>
          ) : (
            <a href={`/api/v1/systems/${id}/raci`} download className={buttonLook()}>
              RACI sheet
            </a>
          )}
          {can.edit ? <ReviewDialog concept="systems" noun="system" {...{ id, version, name }} /> : null}
          {can.move ? <MoveDialog system={{ id, version, name }} gates={gates} /> : null}
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
