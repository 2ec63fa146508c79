import { DecisionEntry } from "@/app/(workspace)/_record/decision-entry";
import { Section } from "@/components/layout/section";
import { decisionRegister } from "@/lib/domain/decisions/queries";
import { classificationKind } from "@/lib/domain/obligations/classifications/schema";
import { requireActor } from "@/lib/platform/auth/page-actor";
import { asOfDay } from "@/lib/platform/operation/operation";
import type { ClassificationRecord } from "./read-classification";

interface SignatureProps {
  view: ClassificationRecord;
  asOf?: string | undefined;
}

/** Who asked for the signature, who signed or refused, on which content, and why it does not hold any more. */
export async function SignatureSection({ view, asOf }: SignatureProps) {
  const actor = await requireActor();
  const asked = { subject: view.id, kind: classificationKind, limit: 20 };
  const { rows } = await asOfDay(asOf, actor, () => decisionRegister.list.execute(actor, asked));
  const { request, sign } = view.notNow;
  return (
    <Section title="Signature" id="signature" description="Takes a person who answered none of it.">
      {sign ? <p className="mb-2 text-ink-soft text-sm">{sign}</p> : null}
      {rows.length === 0 ? (
        <p className="text-ink-faint text-sm">Nobody has asked for it. {request}</p>
      ) : (
        <ol className="grid gap-4 text-sm">
          {rows.map((decision) => (
            <DecisionEntry key={decision.id} decision={decision} />
          ))}
        </ol>
      )}
    </Section>
  );
}
