import "server-only";
import * as z from "zod";
import { todayOf } from "@/lib/domain/controls/queries/control";
import { testStateOf } from "@/lib/domain/controls/rules";
import { endProblem } from "@/lib/domain/decisions/rules";
import { assertMay, threatModelsDecide, threatModelsWrite } from "@/lib/domain/threat-models/access";
import { followModel, reopen, threatChange } from "@/lib/domain/threat-models/commands/write-model";
import { findModel } from "@/lib/domain/threat-models/queries/find";
import {
  decisionOnThreat,
  type ThreatState,
  threatStateLabel,
} from "@/lib/domain/threat-models/record/schema";
import { missingFor, threatRef } from "@/lib/domain/threat-models/rules";
import { authorOf, may } from "@/lib/platform/access/actor";
import type { Change } from "@/lib/platform/audit/change";
import type { StoredThreatModel, Threat } from "@/lib/platform/database/generated/client";
import { Forbidden } from "@/lib/platform/errors/public-error";
import { type Context, command } from "@/lib/platform/operation/operation";
import { recordVersion } from "@/lib/platform/schema/shape";
import { dayText, storedDay } from "@/lib/platform/time/day";

interface Row {
  id: string;
  ref: string | null;
  done: boolean;
  /** Why nothing was written, in words that say what to do. */
  message: string | null;
  version: number | null;
}

const said = z.strictObject({
  state: decisionOnThreat.state,
  reason: decisionOnThreat.reason.default(null),
  until: decisionOnThreat.until.default(null),
});

/**
 * Decides one or several threats of a model alike, and answers row by row: a threat that somebody else changed meanwhile,
 * or for which something is missing, stays as it is and says why. What was decided stays while its grounds do.
 */
export const decideThreats = command({
  name: "threat-models.decide",
  summary: "Decide threats of a threat model, with a result for each",
  permission: threatModelsWrite,
  input: said.extend({
    id: recordVersion.id,
    threats: z
      .array(z.strictObject(recordVersion), { error: "Choose at least one threat." })
      .min(1, "Choose at least one threat.")
      .max(500, "Decide at most 500 threats at a time."),
  }),
  run: async (context, { id, threats, ...decision }) => {
    const model = await findModel(context, id);
    assertMayDecide(context, model, decision.state);
    const today = await todayOf(context);
    const stored = await context.tx.threat.findMany({
      where: { threatModelId: id, id: { in: threats.map((one) => one.id) } },
      include: { controls: { where: { removedAt: null }, include: { control: true } } },
    });
    const byId = new Map(stored.map((one) => [one.id, one]));
    const rows: Row[] = [];
    const changes: Change[] = [];
    const named: string[] = [];
    for (const asked of threats) {
      const before = byId.get(asked.id);
      const refusal = before
        ? refusalOf(before, asked.version, decision, today)
        : "There is no such threat in this model.";
      const after = before && !refusal ? await decide(context, before, asked.version, decision) : null;
      if (before && after) {
        const { controls: _linked, ...bare } = before;
        changes.push(threatChange(bare, after));
        if (before.state !== after.state)
          named.push(`${threatRef(after.number)} ${threatStateLabel(after.state)}`);
      }
      rows.push({
        ...{ id: asked.id, ref: before ? threatRef(before.number) : null, done: after !== null },
        message: after ? null : (refusal ?? "Somebody changed this threat meanwhile. Look at it again."),
        version: after?.version ?? null,
      });
    }
    const reopened = named.length > 0 ? await reopen(context, model, named) : { data: {}, changes: [] };
    const followed = await followModel(context, model, reopened.data);
    return {
      result: { rows, decided: rows.filter(({ done }) => done).length },
      changes: [...changes, ...(followed ? [followed.change] : []), ...reopened.changes],
    };
  },
});

type Decision = z.output<typeof said>;
type WithControls = Threat & {
  controls: { control: { status: string; lastOutcome: string | null; nextTestOn: Date | null } }[];
};

function assertMayDecide({ actor }: Context, { unitId }: StoredThreatModel, state: ThreatState): void {
  assertMay(actor, threatModelsWrite, unitId);
  if (state === "accepted" && !may(actor, threatModelsDecide, unitId))
    throw new Forbidden(
      "You may decide threats but not accept them. Ask somebody who accepts for this unit.",
    );
}

function refusalOf(before: WithControls, version: number, { state, reason, until }: Decision, today: string) {
  if (before.version !== version) return "Somebody changed this threat meanwhile. Look at it again.";
  const controls = before.controls.map(({ control: { status, lastOutcome, nextTestOn } }) => ({
    inPlace: ["implemented", "operating"].includes(status),
    tested: testStateOf({ lastOutcome, nextTestOn: dayText(nextTestOn) }, today) === "passed",
  }));
  return (
    missingFor(state, { reason, until }, controls)?.message ??
    (until === null ? null : endProblem(until, today))
  );
}

async function decide(
  { tx, actor, now }: Context,
  before: WithControls,
  version: number,
  { state, reason, until }: Decision,
): Promise<Threat | null> {
  const [after] = await tx.threat.updateManyAndReturn({
    where: { id: before.id, version },
    data: {
      ...{ state, reason, until: storedDay(until), decidedOn: before.fingerprint, mergedIntoId: null },
      ...{ heldState: null, drift: null, driftReason: null },
      ...{ decidedById: authorOf(actor), decidedAt: now, version: { increment: 1 } },
    },
  });
  return after ?? null;
}
