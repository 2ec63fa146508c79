import { ActDialog } from "./act-dialog";
import type { RiskRecord } from "./read-record";

interface AcceptDialogProps {
  risk: RiskRecord;
  tone?: "primary" | "default";
  size?: "sm";
  reason?: string | undefined;
}

/** Signs the acceptance of a risk, exactly as it is on this page. */
export function AcceptDialog({ risk, ...button }: AcceptDialogProps) {
  return (
    <ActDialog act="accept" risk={risk} values={{ until: risk.pending?.until ?? null }} {...button}>
      You sign {risk.ref} as it stands on this page, with its current score of {risk.currentScore}. A material
      change makes the signature stale; after its last day the risk is open again.
    </ActDialog>
  );
}
