import { LevelBadge } from "@/components/domain/level-badge";
import { AsOfControl } from "@/components/layout/as-of-control";
import { onDay } from "@/components/layout/on-day";
import { PageHeader } from "@/components/layout/page-header";
import { Badge } from "@/components/ui/badge";
import { ButtonLink } from "@/components/ui/button-link";
import { DateText } from "@/components/ui/date-text";
import { Gap } from "@/components/ui/gap";
import { OptionBadge } from "@/components/ui/option-badge";
import { riskStatuses } from "@/lib/domain/risks/schema";
import { ActDialog } from "./act-dialog";
import { PrimaryAct } from "./primary-act";
import type { RecordParts, RiskRecord } from "./read-record";

interface RiskHeaderProps {
  risk: RiskRecord;
  method: RecordParts["method"];
  openTasks: number;
  asOf?: string | undefined;
}

/** What a risk is called, where it stands, who answers for it, when it is due, and the next step. */
export function RiskHeader({ risk, method, openTasks, asOf }: RiskHeaderProps) {
  const { id, ref, title, status, currentScore, owner, unit, nextReviewOn, acceptedUntil, can, notNow } =
    risk;
  const consequence = [
    openTasks > 0 ? `Its ${openTasks} open ${openTasks === 1 ? "task stays" : "tasks stay"} open.` : "",
    risk.acceptance ? "Its acceptance ends." : "",
    risk.pending ? "The request for acceptance is withdrawn." : "",
  ];
  return (
    <PageHeader
      title={title}
      reference={ref}
      trail={[{ href: onDay("/risks", asOf), label: "Risks" }]}
      badges={
        <>
          <OptionBadge options={riskStatuses} value={status} />
          <LevelBadge score={currentScore} bands={method.bands} />
          {risk.pending ? <Badge tone="info">Acceptance asked for</Badge> : null}
        </>
      }
      meta={
        <>
          <span>Owner {owner ? owner.name : <Gap>Nobody</Gap>}</span>
          <span>{unit.name}</span>
          {status === "accepted" && acceptedUntil ? (
            <span>
              Accepted until <DateText value={acceptedUntil} />
            </span>
          ) : null}
          <span>
            {nextReviewOn ? (
              <>
                Next review <DateText value={nextReviewOn} due={status !== "closed" && !asOf} />
              </>
            ) : (
              "No review planned"
            )}
          </span>
        </>
      }
      actions={
        <>
          {can.close || (notNow.close && status !== "closed") ? (
            <ActDialog act="close" risk={risk} reason={notNow.close}>
              The risk leaves the register of open risks and can be reopened.{" "}
              {consequence.filter(Boolean).join(" ")}
            </ActDialog>
          ) : null}
          {can.edit ? <ButtonLink href={`/risks/${id}/edit`}>Edit risk</ButtonLink> : null}
          <AsOfControl asOf={asOf} />
          {asOf ? (
            <ButtonLink href={onDay(`/api/v1/risks/${id}/report?format=pdf`, asOf)} download>
              Export PDF
            </ButtonLink>
          ) : null}
          <PrimaryAct risk={risk} method={method} />
        </>
      }
    />
  );
}
