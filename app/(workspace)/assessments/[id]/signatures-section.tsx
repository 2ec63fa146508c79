import { Section } from "@/components/layout/section";
import { DateText } from "@/components/ui/date-text";
import { OptionBadge } from "@/components/ui/option-badge";
import { decisionStates } from "@/lib/domain/decisions/schema";
import type { AssessmentRecord } from "./read-assessment";

/** Who signed, refused or let fall what, with the digest of exactly what was seen. */
export function SignaturesSection({ assessment }: { assessment: AssessmentRecord }) {
  const { signatures, template, notSigning, state } = assessment;
  return (
    <Section
      title="Approval"
      id="approval"
      description={
        template.approvals === 1 ? "Takes one other person." : `Takes ${template.approvals} other people.`
      }
    >
      {state === "submitted" && notSigning ? (
        <p className="mb-2 text-ink-soft text-sm">{notSigning}</p>
      ) : null}
      {signatures.length === 0 ? <p className="text-ink-soft text-sm">It was not handed in yet.</p> : null}
      <ul className="grid gap-3">
        {signatures.map((one) => (
          <li key={one.id} className="min-w-0 text-sm">
            <OptionBadge options={decisionStates} value={one.state} />{" "}
            {one.signer ? (
              <>
                {one.signer}, <DateText value={one.signedAt ?? one.requestedAt} />
              </>
            ) : (
              <>
                Asked <DateText value={one.requestedAt} />
              </>
            )}
            {one.until ? (
              <>
                {" "}
                until <DateText value={one.until} />
              </>
            ) : null}
            {one.signerReason ? <p className="whitespace-pre-line">{one.signerReason}</p> : null}
            {one.closedReason ? <p className="text-ink-soft">{one.closedReason}</p> : null}
            {one.signer ? (
              <p className="break-all font-mono text-ink-faint text-xs">SHA-256 {one.digest}</p>
            ) : null}
          </li>
        ))}
      </ul>
    </Section>
  );
}
