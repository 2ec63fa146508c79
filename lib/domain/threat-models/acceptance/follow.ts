import "server-only";
import { todayOf } from "@/lib/domain/controls/queries/control";
import { closeAcceptance, type Over } from "@/lib/domain/threat-models/acceptance/close";
import { acceptanceKind, decidedOtherwise, staleBecause } from "@/lib/domain/threat-models/acceptance/rules";
import { seenIn, seenNow } from "@/lib/domain/threat-models/acceptance/snapshot";
import { reopenFor } from "@/lib/domain/threat-models/commands/write-model";
import { type RuleSet, rulesInForce } from "@/lib/domain/threat-models/own-rules/rule-set";
import { threatStateLabel } from "@/lib/domain/threat-models/record/schema";
import { threatRef } from "@/lib/domain/threat-models/rules";
import type { Change } from "@/lib/platform/audit/change";
import type { Decision, StoredThreatModel, Threat } from "@/lib/platform/database/generated/client";
import type { Context } from "@/lib/platform/operation/operation";
import { dayText } from "@/lib/platform/time/day";

type Heard = Pick<Context, "tx" | "actor" | "units" | "now">;

const live = { kind: acceptanceKind, state: { in: ["requested", "granted"] } };

/**
 * Lets acceptances, and requests for one, follow threats of a model that were just written: what was signed goes stale when
 * what it rests on changed, and ends when the threat was decided otherwise. Returns those threats that this changed once
 * more, by id, and the changes.
 */
export async function followAcceptances(
  context: Heard,
  model: StoredThreatModel,
  written: readonly Threat[],
): Promise<{ again: ReadonlyMap<string, Threat>; changes: Change[] }> {
  const threats = new Map(written.map((one) => [one.id, one]));
  const decisions = await context.tx.decision.findMany({
    where: { ...live, subjectId: { in: [...threats.keys()] } },
    orderBy: { id: "asc" },
  });
  const again = new Map<string, Threat>();
  const changes: Change[] = [];
  if (decisions.length === 0) return { again, changes };
  const rules = await rulesInForce(context.tx);
  for (const decision of decisions) {
    const threat = again.get(decision.subjectId) ?? threats.get(decision.subjectId);
    const over = threat ? overBecause(decision, threat, rules) : null;
    if (!threat || !over) continue;
    const closed = await closeAcceptance(context, { threat, model, decision }, over);
    if (closed.threat !== threat) again.set(threat.id, closed.threat);
    changes.push(...closed.changes.map(followed));
  }
  return { again, changes };
}

/**
 * Ends acceptances whose last day has passed, closes requests that nobody answered in time, and looks whether what the
 * others rest on still is so, in every model: rules may suggest other scores since. Returns the changes.
 */
export async function settleAcceptances(context: Context): Promise<Change[]> {
  const { tx } = context;
  const today = await todayOf(context);
  const rules = await rulesInForce(tx);
  const decisions = await tx.decision.findMany({ where: live, orderBy: { id: "asc" } });
  const threats = await tx.threat.findMany({
    where: { id: { in: decisions.map(({ subjectId }) => subjectId) } },
    include: { model: true },
    orderBy: { number: "asc" },
  });
  const changes: Change[] = [];
  for (const [, own] of Map.groupBy(threats, ({ threatModelId }) => threatModelId)) {
    const named: string[] = [];
    for (const { model, ...stored } of own) {
      let threat: Threat = stored;
      for (const decision of decisions.filter(({ subjectId }) => subjectId === threat.id)) {
        const over = pastBecause(decision, today) ?? overBecause(decision, threat, rules);
        if (!over) continue;
        const closed = await closeAcceptance(context, { threat, model, decision }, over);
        threat = closed.threat;
        changes.push(...closed.changes.map(followed));
      }
      if (threat.state !== stored.state)
        named.push(`${threatRef(threat.number)} ${threatStateLabel(threat.state)}`);
    }
    const model = own[0]?.model;
    if (model) changes.push(...(await reopenFor(context, model, named)));
  }
  return changes;
}

function followed(change: Change): Change {
  return change.subject.type === "decisions" ? { ...change, action: "decisions.follow" } : change;
}

// An acceptance holds to the end of its last day; nobody can sign for a day that is over.
function pastBecause({ state, until }: Decision, today: string): Over | null {
  const last = dayText(until);
  if (last === null) return null;
  if (state === "granted")
    return last < today ? { state: "ended", reason: "Its last day has passed." } : null;
  return last <= today ? { state: "stale", reason: "Its last day came before anybody signed." } : null;
}

function overBecause(decision: Decision, threat: Threat, rules: RuleSet): Over | null {
  const { state, driftReason } = threat;
  const seen = seenIn(decision);
  const changed = staleBecause(seen, seenNow(threat, rules));
  const stale = (reason: string | null): Over | null => (reason === null ? null : { state: "stale", reason });
  if (decision.state === "requested") return stale(changed ?? decidedOtherwise(seen.state, state));
  if (state === "accepted") return stale(changed);
  if (state === "to-confirm") return stale(changed ?? driftReason ?? "What it rests on changed.");
  return { state: "ended", reason: `Decided otherwise since: ${threatStateLabel(state)}.` };
}
