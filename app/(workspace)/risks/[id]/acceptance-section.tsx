import { DecisionEntry } from "@/app/(workspace)/_record/decision-entry";
import { ActButton } from "@/components/form/act-button";
import { Section } from "@/components/layout/section";
import { AcceptDialog } from "./accept-dialog";
import { ActDialog } from "./act-dialog";
import { RequestDialog } from "./primary-act";
import type { RecordParts, RiskRecord } from "./read-record";

interface AcceptanceSectionProps {
  risk: RiskRecord;
  decisions: RecordParts["decisions"];
}

/** Whether a risk may be carried: who asked, who signed, on what, until when, and what can be done about it now. */
export function AcceptanceSection({ risk, decisions }: AcceptanceSectionProps) {
  return (
    <Section title="Acceptance" id="acceptance" actions={<Acts risk={risk} />}>
      {decisions.length === 0 ? (
        <p className="text-ink-faint">Nobody has asked for it to be accepted.</p>
      ) : null}
      <ol className="grid gap-4">
        {decisions.map((decision) => (
          <DecisionEntry key={decision.id} decision={decision} />
        ))}
      </ol>
    </Section>
  );
}

function Acts({ risk }: { risk: RiskRecord }) {
  const { id, ref, can, notNow, pending } = risk;
  if (!pending) {
    return can.request || notNow.request ? (
      <RequestDialog risk={risk} size="sm" reason={notNow.request} />
    ) : null;
  }
  return (
    <>
      {can.withdraw ? (
        <ActButton
          label="Withdraw request"
          size="sm"
          action={{ method: "POST", url: `/api/v1/risks/${id}/withdraw` }}
          confirm={{
            title: `Withdraw the request for ${ref}?`,
            consequence: "Nobody can sign it then. You can ask again.",
            button: "Withdraw request",
          }}
          done="Request withdrawn."
        />
      ) : null}
      {can.refuse || notNow.refuse ? (
        <ActDialog act="refuse" risk={risk} size="sm" reason={notNow.refuse}>
          The risk stays as it is, and the person who asked is told why.
        </ActDialog>
      ) : null}
      {can.accept || notNow.accept ? <AcceptDialog risk={risk} size="sm" reason={notNow.accept} /> : null}
    </>
  );
}
