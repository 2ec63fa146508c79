import { DecisionEntry } from "@/app/(workspace)/_record/decision-entry";
import { ActButton } from "@/components/form/act-button";
import { Section } from "@/components/layout/section";
import type { getStatement } from "@/lib/domain/controls/queries/statement";
import { decisionRegister } from "@/lib/domain/decisions/queries";
import { requireActor } from "@/lib/platform/auth/page-actor";
import { AskForApproval, SignStatement } from "./statement-acts";

type Read = Awaited<ReturnType<typeof getStatement.execute>>;

/** Who asked for the approval of the statement, who signed, on which content and until when. */
export async function ApprovalSection({ statement }: { statement: Read }) {
  const actor = await requireActor();
  const { id, framework, unit, can, notNow } = statement;
  const { rows } = await decisionRegister.list.execute(actor, { subject: id, limit: 50 });
  const which = { framework: framework.key, unitId: unit.id };
  return (
    <Section
      title="Approval"
      id="approval"
      actions={
        <>
          {can.ask ? <AskForApproval which={which} /> : null}
          {can.withdraw ? (
            <ActButton
              label="Withdraw request"
              size="sm"
              action={{ method: "POST", url: "/api/v1/statements/withdraw", body: which }}
              confirm={{
                title: "Withdraw the request for approval?",
                consequence: "Nobody can sign it then. You can ask again.",
                button: "Withdraw request",
              }}
              done="Request withdrawn."
            />
          ) : null}
          {can.sign || notNow.sign ? <SignStatement which={which} reason={notNow.sign} /> : null}
        </>
      }
    >
      {rows.length === 0 ? <p className="text-ink-faint">Nobody has asked for its approval.</p> : null}
      <ol className="grid gap-4">
        {rows.map((decision) => (
          <DecisionEntry key={decision.id} decision={decision} />
        ))}
      </ol>
    </Section>
  );
}
