import { AsOfControl } from "@/components/layout/as-of-control";
import { onDay } from "@/components/layout/on-day";
import { PageHeader } from "@/components/layout/page-header";
import { Badge } from "@/components/ui/badge";
import { ButtonLink } from "@/components/ui/button-link";
import { DateText } from "@/components/ui/date-text";
import { Gap } from "@/components/ui/gap";
import { OptionBadge } from "@/components/ui/option-badge";
import { controlStatuses, effects } from "@/lib/domain/controls/schema";
import { RecordTest } from "./control-acts";
import type { ControlRecord } from "./read-control";

interface ControlHeaderProps {
  control: ControlRecord;
  asOf?: string | undefined;
}

/** What a control is called, where it stands, who answers for it, when it is tested next, and the next step. */
export function ControlHeader({ control, asOf }: ControlHeaderProps) {
  const { id, ref, title, status, operation, owner, unit, nextTestOn, exception, pending, can } = control;
  return (
    <PageHeader
      title={title}
      reference={ref}
      trail={[{ href: onDay("/controls", asOf), label: "Controls" }]}
      badges={
        <>
          <OptionBadge options={controlStatuses} value={status} />
          {operation ? <OptionBadge options={effects} value={operation.effect} /> : null}
          {exception ? <Badge tone="warn">Exception in force</Badge> : null}
          {pending ? <Badge tone="info">Exception asked for</Badge> : null}
        </>
      }
      meta={
        <>
          <span>Owner {owner ? owner.name : <Gap>Nobody</Gap>}</span>
          <span>{unit.name}</span>
          {nextTestOn ? (
            <span>
              Next test <DateText value={nextTestOn} due />
            </span>
          ) : null}
        </>
      }
      actions={
        <>
          <AsOfControl asOf={asOf} />
          <ButtonLink href={onDay(`/api/v1/controls/${id}/report?format=pdf`, asOf)} download>
            Export PDF
          </ButtonLink>
          {can.edit ? <ButtonLink href={`/controls/${id}/edit`}>Edit control</ButtonLink> : null}
          {can.test ? <RecordTest control={control} tone="primary" /> : null}
        </>
      }
    />
  );
}
