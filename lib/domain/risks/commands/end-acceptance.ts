import "server-only";
import * as z from "zod";
import { closeDecision } from "@/lib/domain/decisions/commands";
import { risksAccept } from "@/lib/domain/risks/access";
import { riskChange, writeRisk } from "@/lib/domain/risks/commands/write-risk";
import { groundOf } from "@/lib/domain/risks/queries/method";
import { acceptancesOf, findRisk, type StoredRisk } from "@/lib/domain/risks/queries/risk";
import { riskRef, statusAfterTreatment } from "@/lib/domain/risks/rules";
import { acceptanceKind, type Treatment } from "@/lib/domain/risks/schema";
import { addTask } from "@/lib/domain/tasks/commands/add-task";
import { notify, peopleWithRole } from "@/lib/domain/tasks/commands/notify";
import { unchanged } from "@/lib/platform/audit/change";
import { type Context, command, query } from "@/lib/platform/operation/operation";
import { addDays, dayText, storedDay } from "@/lib/platform/time/day";

/** The risks whose acceptance is past its last day and was not ended yet. */
export const findEndedAcceptances = query({
  name: "risks.endedAcceptances",
  summary: "Risks whose acceptance is past its last day",
  permission: risksAccept,
  input: z.strictObject({}),
  run: async (context) => {
    const { today } = await groundOf(context);
    const over = await context.tx.decision.findMany({
      where: { kind: acceptanceKind, state: "granted", until: { lt: storedDay(today) ?? context.now } },
      orderBy: [{ until: "asc" }, { id: "asc" }],
      select: { subjectId: true },
    });
    return over.map(({ subjectId }) => subjectId);
  },
});

const daysToDecide = 14;

/**
 * Ends an acceptance past its last day: the decision is closed, the risk is open again, its owner gets a task to decide
 * anew, and owner and leads are told. Only the system itself does this; doing it twice changes nothing.
 */
export const endAcceptance = command({
  name: "risks.endAcceptance",
  summary: "End an acceptance whose last day has passed",
  permission: risksAccept,
  systemOnly: "Acceptances end by themselves.",
  input: z.strictObject({ id: z.uuid() }),
  run: async (context, { id }) => {
    const { inForce } = await acceptancesOf(context, id);
    const { today } = await groundOf(context);
    const until = dayText(inForce?.until ?? null);
    if (!inForce || until === null || until >= today) return unchanged({ ended: false });
    const before = await findRisk(context, id);
    const status = statusAfterTreatment("open", before.treatment as Treatment | null);
    const after = await writeRisk(context, before, before.version, { status, acceptedUntil: null });
    const { change } = await closeDecision(context, inForce, "ended", `Its last day, ${until}, has passed.`);
    const task = await askToDecide(context, before, until, today);
    return { result: { ended: true }, changes: [riskChange(before, after), change, task] };
  },
});

async function askToDecide(context: Context, risk: StoredRisk, until: string, today: string) {
  const name = riskRef(risk.number);
  const { change } = await addTask(context, {
    subject: { type: "risks", id: risk.id, unitId: risk.unitId, name },
    title: "Decide again: treat the risk or ask for a new acceptance",
    details: `The acceptance ended on ${until}.`,
    assigneeId: risk.ownerId,
    dueOn: addDays(today, daysToDecide),
  });
  const leads = await peopleWithRole(context.tx, ["lead"], risk.unitId);
  const title = `The acceptance of ${name} ${risk.title} has ended`;
  await notify(context, {
    title,
    subjectType: "risks",
    subjectId: risk.id,
    personIds: [risk.ownerId, ...leads],
  });
  return change;
}
