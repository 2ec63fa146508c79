import "server-only";
import { followAcceptances } from "@/lib/domain/threat-models/acceptance/follow";
import { threatChange } from "@/lib/domain/threat-models/commands/write-model";
import type { Drawing } from "@/lib/domain/threat-models/drawing/schema";
import { type RuleSet, rulesInForce } from "@/lib/domain/threat-models/own-rules/rule-set";
import { generatedFor } from "@/lib/domain/threat-models/queries/find";
import { drifts, threatStateLabel } from "@/lib/domain/threat-models/record/schema";
import { type CitationMove, movedSources, movesOf } from "@/lib/domain/threat-models/threats/moved-sources";
import {
  type Found,
  type Settled,
  settleFound,
  settleLost,
  threatsFound,
} from "@/lib/domain/threat-models/threats/settle";
import { authorOf } from "@/lib/platform/access/actor";
import type { Change } from "@/lib/platform/audit/change";
import { canonicalDigest } from "@/lib/platform/crypto/canonical-digest";
import type { Prisma, StoredThreatModel, Threat } from "@/lib/platform/database/generated/client";
import type { Context } from "@/lib/platform/operation/operation";

type Heard = Pick<Context, "tx" | "actor" | "units" | "now">;

/** What generating came to, to be told to the person who asked. */
export interface Applied {
  changes: Change[];
  added: number;
  changed: number;
  toConfirm: number;
  /** In words: what became of which threat. */
  named: string[];
  warnings: readonly string[];
  /** Of all that the rules looked at, and of the rules, so that one can tell whether they would say something else now. */
  ground: { generatedDigest: string; generatedRules: string | null };
}

/** Returns whether the threats of a model are those of its drawing as it is, by the rules as they are asked now. */
export function isGenerated(
  model: Pick<StoredThreatModel, "facts" | "tier" | "drawingDigest" | "generatedDigest" | "generatedRules">,
  rules: RuleSet,
): boolean {
  return (
    model.generatedDigest === groundDigest(model, model.drawingDigest) &&
    model.generatedRules === rules.digest
  );
}

/** Returns the digest of all that the rules look at. */
export function groundDigest(
  model: Pick<StoredThreatModel, "facts" | "tier">,
  drawingDigest: string,
): string {
  return canonicalDigest({ drawing: drawingDigest, facts: model.facts, tier: model.tier });
}

/**
 * Lets the stored threats of a model follow what the rules find in its drawing, and writes what is new and what changed.
 * Doing it twice changes nothing; no threat is ever removed. `marks` says whether what is new is shown as such: not while
 * a model is drawn for the first time.
 */
export async function applyThreats(
  context: Heard,
  model: StoredThreatModel,
  { drawing, drawingDigest, marks }: { drawing: Drawing; drawingDigest: string; marks: boolean },
): Promise<Applied> {
  const rules = await rulesInForce(context.tx);
  const generated = generatedFor(model, drawing, rules);
  const found = threatsFound(generated);
  const stored = await context.tx.threat.findMany({
    where: { threatModelId: model.id },
    orderBy: { number: "asc" },
  });
  const known = new Set(stored.map(({ key }) => key));
  const fresh = [...found.values()].filter(({ key }) => !known.has(key));
  const created = await addFound(context, model, fresh, marks);
  const partIds = new Set([...drawing.elements, ...drawing.flows, ...drawing.zones].map(({ id }) => id));
  const moved = await movesOf(context.tx, model.id);
  const written: { before: Threat; after: Threat }[] = [];
  for (const before of stored) {
    const now = found.get(before.key);
    const becomes = now
      ? settleFound(before, now)
      : settleLost(before, partIds, whyLost(before, rules, model));
    if (!becomes) continue;
    const quiet = !marks && becomes.state !== "to-confirm" ? { drift: null, driftReason: null } : {};
    const after = await context.tx.threat.update({
      where: { id: before.id },
      data: {
        ...becomes,
        ...quiet,
        ...(now ? groundOf(now, moved(before.id)) : {}),
        version: { increment: 1 },
      },
    });
    written.push({ before, after });
  }
  const { again, changes } = await followAcceptances(
    context,
    model,
    written.map(({ after }) => after),
  );
  const settled = written.map(({ before, after }) => ({ before, after: again.get(after.id) ?? after }));
  return {
    changes: [
      ...created.map((threat) => threatChange(null, threat)),
      ...written.map(({ before, after }) => threatChange(before, after)),
      ...changes,
    ],
    added: created.length,
    changed: written.length,
    toConfirm: settled.filter(({ after }) => after.state === "to-confirm").length,
    named: [
      ...created.map(({ title }) => `new: ${title}`),
      ...settled.map(({ before, after }) => `${wordsOf(before, after)}: ${after.title}`),
    ],
    warnings: generated.warnings,
    ground: { generatedDigest: groundDigest(model, drawingDigest), generatedRules: rules.digest },
  };
}

function whyLost({ ruleId }: Threat, rules: RuleSet, { tier }: StoredThreatModel): string {
  if (ruleId && rules.off.has(ruleId))
    return "Its rule is not asked any more: it was switched off or retired.";
  const rule = rules.named(ruleId ?? "");
  if (rule && "tier" in rule && String(rule.tier) > tier) return "Only a deep analysis asks its rule.";
  return "Its condition does not hold any more.";
}

function addFound(
  { tx, actor }: Heard,
  { id: threatModelId, unitId }: StoredThreatModel,
  fresh: readonly Found[],
  marks: boolean,
): Promise<Threat[]> {
  const drift = marks ? { drift: "new", driftReason: "It was not there before." } : {};
  return tx.threat.createManyAndReturn({
    data: fresh.map((one) => ({
      ...{
        threatModelId,
        unitId,
        createdById: authorOf(actor),
        key: one.key,
        origin: "rule",
        state: one.finding,
      },
      ...groundOf(one),
      ...drift,
    })),
  });
}

/** Returns what a threat keeps of what its rule found; what it cites in a newer edition by a person's word stays so. */
function groundOf(found: Found, moves: readonly CitationMove[] = []) {
  const { ruleId, ruleVersion, title, elementIds, category, family, fingerprint } = found;
  const json = (value: readonly unknown[]) => value as Prisma.InputJsonArray;
  return {
    ...{ ruleId, ruleVersion, title, elementIds, category, family, fingerprint },
    ...{
      sources: json(movedSources(found.sources, moves)),
      fired: json(found.fired),
      unknown: json(found.unknown),
    },
    ways: json(found.ways),
  };
}

function wordsOf(before: Pick<Settled, "state"> | Threat, { state, drift }: Threat): string {
  if (state !== before.state) return `now "${threatStateLabel(state)}"`;
  return drifts.find(({ value }) => value === drift)?.label.toLowerCase() ?? "changed";
}
