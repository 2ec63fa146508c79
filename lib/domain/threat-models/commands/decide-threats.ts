import "server-only";
import * as z from "zod";
import { todayOf } from "@/lib/domain/controls/queries/control";
import { testStateOf } from "@/lib/domain/controls/rules";
import { followAcceptances } from "@/lib/domain/threat-models/acceptance/follow";
import { assertMay, threatModelsWrite } from "@/lib/domain/threat-models/access";
import { reopenFor, threatChange } from "@/lib/domain/threat-models/commands/write-model";
import { findModel, findThreat } from "@/lib/domain/threat-models/queries/find";
import { decisionOnThreat, threatStateLabel } from "@/lib/domain/threat-models/record/schema";
import { missingFor, threatRef } from "@/lib/domain/threat-models/rules";
import {
  changedMeanwhile,
  chosenThreats,
  type ThreatRow,
  whyNotThis,
} from "@/lib/domain/threat-models/threats/chosen";
import { authorOf } from "@/lib/platform/access/actor";
import type { Change } from "@/lib/platform/audit/change";
import type { StoredThreatModel, Threat } from "@/lib/platform/database/generated/client";
import { Invalid } from "@/lib/platform/errors/public-error";
import { type Context, command } from "@/lib/platform/operation/operation";
import { assertWon } from "@/lib/platform/operation/version";
import { recordVersion } from "@/lib/platform/schema/shape";
import { dayText } from "@/lib/platform/time/day";

const withControls = {
  controls: {
    where: { removedAt: null },
    select: { control: { select: { status: true, lastOutcome: true, nextTestOn: true } } },
  },
} as const;

const said = z.strictObject({
  state: decisionOnThreat.state,
  reason: decisionOnThreat.reason.default(null),
});

/**
 * Decides one threat; what was decided stays while its grounds do, and ends an acceptance. Throws Invalid or Conflict with what
 * to do.
 */
export const decideThreat = command({
  name: "threats.decide",
  summary: "Decide a threat",
  permission: threatModelsWrite,
  input: said.extend(recordVersion),
  run: async (context, { id, version, ...decision }) => {
    const { model } = await findThreat(context, id);
    assertMay(context.actor, threatModelsWrite, model.unitId);
    const before = await context.tx.threat.findUniqueOrThrow({ where: { id }, include: withControls });
    const refusal = refusalOf(before, decision, await todayOf(context));
    if (refusal) throw new Invalid([refusal]);
    const after = await decide(context, before, version, decision);
    await assertWon({ count: after ? 1 : 0 }, async () => (await findThreat(context, id)).threat);
    const { controls: _linked, ...bare } = before;
    const decided = after as Threat;
    const changed = before.state === decided.state ? [] : [decided];
    return {
      result: { id, ref: threatRef(decided.number), state: decided.state, version: decided.version },
      changes: [threatChange(bare, decided), ...(await withModel(context, model, changed))],
    };
  },
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
    threats: chosenThreats,
  }),
  run: async (context, { id, threats, ...decision }) => {
    const model = await findModel(context, id);
    assertMay(context.actor, threatModelsWrite, model.unitId);
    const today = await todayOf(context);
    const stored = await context.tx.threat.findMany({
      where: { threatModelId: id, id: { in: threats.map((one) => one.id) } },
      include: withControls,
    });
    const byId = new Map(stored.map((one) => [one.id, one]));
    const rows: ThreatRow[] = [];
    const changes: Change[] = [];
    const moved: Threat[] = [];
    for (const asked of threats) {
      const before = byId.get(asked.id);
      const refusal =
        whyNotThis(before, asked.version) ??
        (before ? (refusalOf(before, decision, today)?.message ?? null) : null);
      const after = before && !refusal ? await decide(context, before, asked.version, decision) : null;
      if (before && after) {
        const { controls: _linked, ...bare } = before;
        changes.push(threatChange(bare, after));
        if (before.state !== after.state) moved.push(after);
      }
      rows.push({
        ...{ id: asked.id, ref: before ? threatRef(before.number) : null, done: after !== null },
        message: after ? null : (refusal ?? changedMeanwhile),
        version: after?.version ?? null,
      });
    }
    return {
      result: { rows, decided: rows.filter(({ done }) => done).length },
      changes: [...changes, ...(await withModel(context, model, moved))],
    };
  },
});

type Decision = z.output<typeof said>;
type WithControls = Threat & {
  controls: { control: { status: string; lastOutcome: string | null; nextTestOn: Date | null } }[];
};

function refusalOf(before: WithControls, { state, reason }: Decision, today: string) {
  const controls = before.controls.map(({ control: { status, lastOutcome, nextTestOn } }) => ({
    inPlace: ["implemented", "operating"].includes(status),
    tested: testStateOf({ lastOutcome, nextTestOn: dayText(nextTestOn) }, today) === "passed",
  }));
  return missingFor(state, reason, controls);
}

async function withModel(
  context: Context,
  model: StoredThreatModel,
  moved: readonly Threat[],
): Promise<Change[]> {
  const { changes } = await followAcceptances(context, model, moved);
  const named = moved.map(({ number, state }) => `${threatRef(number)} ${threatStateLabel(state)}`);
  return [...changes, ...(await reopenFor(context, model, named))];
}

async function decide(
  { tx, actor, now }: Context,
  before: WithControls,
  version: number,
  { state, reason }: Decision,
): Promise<Threat | null> {
  const [after] = await tx.threat.updateManyAndReturn({
    where: { id: before.id, version },
    data: {
      ...{ state, reason, until: null, decidedOn: before.fingerprint, mergedIntoId: null },
      ...{ heldState: null, drift: null, driftReason: null },
      ...{ decidedById: authorOf(actor), decidedAt: now, version: { increment: 1 } },
    },
  });
  return after ?? null;
}
