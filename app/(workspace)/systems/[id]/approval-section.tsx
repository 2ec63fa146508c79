import { DecisionEntry } from "@/app/(workspace)/_record/decision-entry";
import { Section } from "@/components/layout/section";
import { InlineAlert } from "@/components/ui/inline-alert";
import { decisionRegister } from "@/lib/domain/decisions/queries";
import { waitingMove } from "@/lib/domain/inventory/systems/approvals/queries";
import type { Actor } from "@/lib/platform/access/actor";
import { asOfDay } from "@/lib/platform/operation/operation";
import { ApprovalActs } from "./approval-acts";
import { GateChecks } from "./gate-checks";

type Waiting = NonNullable<Awaited<ReturnType<typeof waitingMove.execute>>["waiting"]>;

interface ApprovalSectionProps {
  actor: Actor;
  system: { id: string; name: string };
  asOf: string | undefined;
}

/** Moves that a second person had to approve: what waits and what can be done about it, and what came of earlier ones. */
export async function ApprovalSection({ actor, system, asOf }: ApprovalSectionProps) {
  const { id } = system;
  const [{ rows }, { waiting }] = await asOfDay(asOf, actor, () =>
    Promise.all([
      decisionRegister.list.execute(actor, { subject: id, limit: 50 }),
      asOf ? { waiting: null } : waitingMove.execute(actor, { id }),
    ]),
  );
  if (rows.length === 0) return null;
  return (
    <Section title="Approval of moves" id="approval">
      {waiting ? <WaitingMove system={system} waiting={waiting} /> : null}
      <ol className="grid gap-4 text-sm">
        {rows.map((decision) => (
          <DecisionEntry key={decision.id} decision={decision} about={String(decision["asks"])} />
        ))}
      </ol>
    </Section>
  );
}

function WaitingMove({ system, waiting }: { system: ApprovalSectionProps["system"]; waiting: Waiting }) {
  const { checks, changed } = waiting;
  return (
    <div className="mb-4 grid gap-2">
      {changed.length > 0 ? (
        <InlineAlert tone="warn" title="What was asked about has changed.">
          <p>{`Not as it was asked: ${changed.join(", ")}. The move has to be tried again.`}</p>
        </InlineAlert>
      ) : null}
      <details className="text-sm">
        <summary className="cursor-pointer text-accent">What the gate found when it was asked</summary>
        <GateChecks checks={checks} />
      </details>
      <ApprovalActs system={system} waiting={waiting} />
    </div>
  );
}
