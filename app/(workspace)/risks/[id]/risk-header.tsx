import { LevelBadge } from "@/components/domain/level-badge";
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
}

/** What a risk is called, where it stands, who answers for it, when it is due, and the next step. */
export function RiskHeader({ risk, method, openTasks }: RiskHeaderProps) {
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
      trail={[{ href: "/risks", label: "Risks" }]}
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
                Next review <DateText value={nextReviewOn} due={status !== "closed"} />
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
          <PrimaryAct risk={risk} method={method} />
        </>
      }
    />
  );
}
