import { decisionRegister } from "@/lib/domain/decisions/queries";
import type { Actor } from "@/lib/platform/access/actor";
import { asOfDay } from "@/lib/platform/operation/operation";
import { DecisionEntry } from "./decision-entry";

interface DecisionListProps {
  actor: Actor;
  /** The id of the record that they are on. */
  subject: string;
  /** Said where there is none. */
  empty: string;
  asOf?: string | undefined;
}

/** The requests for a decision on a record and what came of each, the newest first. */
export async function DecisionList({ actor, subject, empty, asOf }: DecisionListProps) {
  const { rows } = await asOfDay(asOf, actor, () =>
    decisionRegister.list.execute(actor, { subject, limit: 100 }),
  );
  if (rows.length === 0) return <p className="text-ink-faint">{empty}</p>;
  return (
    <ol className="grid gap-4">
      {rows.map((decision) => (
        <DecisionEntry key={decision.id} decision={decision} />
      ))}
    </ol>
  );
}
