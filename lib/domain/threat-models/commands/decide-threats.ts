import "server-only";
import * as z from "zod";
import { todayOf } from "@/lib/domain/controls/queries/control";
import { testStateOf } from "@/lib/domain/controls/rules";
import { endProblem } from "@/lib/domain/decisions/rules";
import { assertMay, threatModelsDecide, threatModelsWrite } from "@/lib/domain/threat-models/access";
import { followModel, reopen, threatChange } from "@/lib/domain/threat-models/commands/write-model";
import { findModel, findThreat } from "@/lib/domain/threat-models/queries/find";
import {
  decisionOnThreat,
  type ThreatState,
  threatStateLabel,
} from "@/lib/domain/threat-models/record/schema";
import { missingFor, threatRef } from "@/lib/domain/threat-models/rules";
import { authorOf, may } from "@/lib/platform/access/actor";
import type { Change } from "@/lib/platform/audit/change";
import type { StoredThreatModel, Threat } from "@/lib/platform/database/generated/client";
import { Forbidden, Invalid } from "@/lib/platform/errors/public-error";
import { type Context, command } from "@/lib/platform/operation/operation";
import { assertWon } from "@/lib/platform/operation/version";
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

const withControls = {
  controls: {
    where: { removedAt: null },
    select: { control: { select: { status: true, lastOutcome: true, nextTestOn: true } } },
  },
} as const;

const said = z.strictObject({
  state: decisionOnThreat.state,
  reason: decisionOnThreat.reason.default(null),
  until: decisionOnThreat.until.default(null),
});

/** Decides one threat; what was decided stays while its grounds do. Throws Invalid or Conflict with what to do. */
export const decideThreat = command({
  name: "threats.decide",
  summary: "Decide a threat",
  permission: threatModelsWrite,
  input: said.extend(recordVersion),
  run: async (context, { id, version, ...decision }) => {
    const { model } = await findThreat(context, id);
    assertMayDecide(context, model, decision.state);
    const before = await context.tx.threat.findUniqueOrThrow({ where: { id }, include: withControls });
    const refusal = refusalOf(before, decision, await todayOf(context));
    if (refusal) throw new Invalid([refusal]);
    const after = await decide(context, before, version, decision);
    await assertWon({ count: after ? 1 : 0 }, async () => (await findThreat(context, id)).threat);
    const { controls: _linked, ...bare } = before;
    const decided = after as Threat;
    const named = before.state === decided.state ? [] : [wordsOf(decided)];
    const changes = await withModel(context, model, named);
    return {
      result: { id, ref: threatRef(decided.number), state: decided.state, version: decided.version },
      changes: [threatChange(bare, decided), ...changes],
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
      include: withControls,
    });
    const byId = new Map(stored.map((one) => [one.id, one]));
    const rows: Row[] = [];
    const changes: Change[] = [];
    const named: string[] = [];
    for (const asked of threats) {
      const before = byId.get(asked.id);
      const refusal = messageOf(before, asked.version, decision, today);
      const after = before && !refusal ? await decide(context, before, asked.version, decision) : null;
      if (before && after) {
        const { controls: _linked, ...bare } = before;
        changes.push(threatChange(bare, after));
        if (before.state !== after.state) named.push(wordsOf(after));
      }
      rows.push({
        ...{ id: asked.id, ref: before ? threatRef(before.number) : null, done: after !== null },
        message: after ? null : (refusal ?? "Somebody changed this threat meanwhile. Look at it again."),
        version: after?.version ?? null,
      });
    }
    return {
      result: { rows, decided: rows.filter(({ done }) => done).length },
      changes: [...changes, ...(await withModel(context, model, named))],
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

function messageOf(before: WithControls | undefined, version: number, decision: Decision, today: string) {
  if (!before) return "There is no such threat in this model.";
  if (before.version !== version) return "Somebody changed this threat meanwhile. Look at it again.";
  return refusalOf(before, decision, today)?.message ?? null;
}

function refusalOf(before: WithControls, { state, reason, until }: Decision, today: string) {
  const controls = before.controls.map(({ control: { status, lastOutcome, nextTestOn } }) => ({
    inPlace: ["implemented", "operating"].includes(status),
    tested: testStateOf({ lastOutcome, nextTestOn: dayText(nextTestOn) }, today) === "passed",
  }));
  const ends = until === null ? null : endProblem(until, today);
  return (
    missingFor(state, { reason, until }, controls) ??
    (ends === null ? null : { path: "until", message: ends })
  );
}

const wordsOf = ({ number, state }: Threat) => `${threatRef(number)} ${threatStateLabel(state)}`;

async function withModel(
  context: Context,
  model: StoredThreatModel,
  named: readonly string[],
): Promise<Change[]> {
  if (named.length === 0) return [];
  const reopened = await reopen(context, model, named);
  const followed = await followModel(context, model, reopened.data);
  return [...(followed ? [followed.change] : []), ...reopened.changes];
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
