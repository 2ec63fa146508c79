import { scaleOptions } from "../category-options";
import { AcceptDialog } from "./accept-dialog";
import { ActDialog } from "./act-dialog";
import type { RecordParts, RiskRecord } from "./read-record";

interface PrimaryActProps {
  risk: RiskRecord;
  method: RecordParts["method"];
}

/** The next step on a risk for this person: sign what waits, else reopen, score, or ask for acceptance. */
export function PrimaryAct({ risk, method }: PrimaryActProps) {
  const { can, currentScore, status, pending } = risk;
  if (pending && can.accept) return <AcceptDialog risk={risk} tone="primary" />;
  if (can.reopen) return <ActDialog act="reopen" risk={risk} tone="primary" />;
  if (can.score && currentScore === 0) return <ScoreDialog risk={risk} method={method} tone="primary" />;
  if (can.request && status !== "accepted") return <RequestDialog risk={risk} tone="primary" />;
  return can.score ? <ScoreDialog risk={risk} method={method} tone="primary" /> : null;
}

interface ActProps {
  risk: RiskRecord;
  tone?: "primary" | "default";
  size?: "sm";
  reason?: string | undefined;
}

/** Scores a risk on the scales of the method. */
export function ScoreDialog({ risk, method, ...button }: ActProps & Pick<PrimaryActProps, "method">) {
  const options = { likelihood: scaleOptions(method.likelihood), impact: scaleOptions(method.impact) };
  return (
    <ActDialog act="score" risk={risk} values={{ kind: "current" }} options={options} {...button}>
      Earlier scores stay in the history.
      {risk.acceptance
        ? " A current score that rises makes the acceptance stale, and it is asked for again."
        : ""}
    </ActDialog>
  );
}

/** Asks for a signature under a risk. */
export function RequestDialog({ risk, ...button }: ActProps) {
  return (
    <ActDialog act="request-acceptance" risk={risk} {...button}>
      Another person has to sign; everybody who may is told. The treatment becomes to accept.
      {risk.appetite === "above"
        ? " The current score is above appetite: only the role the organisation names may sign."
        : ""}
    </ActDialog>
  );
}
