import "server-only";
import { v7 } from "uuid";
import { fallOf, followChange } from "@/lib/domain/risks/commands/follow-change";
import { riskChange } from "@/lib/domain/risks/commands/write-risk";
import type { Ground } from "@/lib/domain/risks/queries/method";
import type { Live, StoredRisk } from "@/lib/domain/risks/queries/risk";
import { nextReviewAfter, scoreColumns, scoreOf, statusAfterTreatment } from "@/lib/domain/risks/rules";
import { type RiskStatus, type ScoreKind, scoreKinds, type Treatment } from "@/lib/domain/risks/schema";
import { authorOf } from "@/lib/platform/access/actor";
import type { Change } from "@/lib/platform/audit/change";
import { refuseDuplicate } from "@/lib/platform/database/duplicate";
import type { Risk } from "@/lib/platform/database/generated/client";
import { Conflict } from "@/lib/platform/errors/public-error";
import type { Context } from "@/lib/platform/operation/operation";
import type { PlannedWrite, WrittenRows } from "@/lib/platform/register/import-session";
import { storedDay } from "@/lib/platform/time/day";

/** What an import of risks works with, from its first row to its last. */
export interface RiskImport {
  context: Context;
  ground: Ground;
  /** The requests and acceptances on the risks that were found. */
  live: ReadonlyMap<string, Live>;
}

type Origin = (line: number) => string;

const atThisMoment =
  "Somebody changed one of these risks at this moment. Nothing was written; check the file again.";

/** Writes many risks at once with their links and scores; acceptances follow as they follow a change by hand. */
export async function writeRisks(
  work: RiskImport,
  rows: readonly PlannedWrite[],
  origin: Origin,
): Promise<WrittenRows> {
  const { context, ground, live } = work;
  const known = rows.filter(({ stored }) => stored !== null);
  const created = await createRisks(
    work,
    rows.filter(({ stored }) => stored === null),
  );
  const { changed, falls } = await changeRisks(work, known);
  const byLine = new Map([...created, ...changed]);
  const written = rows.flatMap((row) => {
    const risk = byLine.get(row.line);
    return risk ? [{ row, risk }] : [];
  });
  await keepScores(work, written, origin);
  const further: Change[] = [];
  for (const { row, risk } of written) {
    const [decisions, fall] = [live.get(risk.id), falls.get(row.line)];
    if (decisions && fall) further.push(...(await followChange(context, risk, decisions, fall, ground)));
  }
  return { changes: written.map(({ row, risk }) => changeOf(row, risk, origin)), further };
}

function changeOf({ stored, line }: PlannedWrite, risk: StoredRisk, origin: Origin): Change {
  const why = { reason: origin(line) };
  if (stored) return { ...riskChange(stored.row as StoredRisk, risk, why), action: "risks.update" };
  const subject = { type: "risks", id: risk.id, unitId: risk.unitId };
  return { subject, before: null, after: { ...risk, ...why }, action: "risks.create" };
}

async function createRisks({ context, ground }: RiskImport, rows: readonly PlannedWrite[]) {
  if (rows.length === 0) return [];
  const drafts = rows.map(({ line, id, values }) => {
    const columns = {
      ...unscored,
      ...columnsOf(values, null, ground),
      id,
      createdById: authorOf(context.actor),
    };
    return { line, risk: { ...columns, updatedAt: context.now }, systems: linksOf(values) };
  });
  const stored = await insertRisks(
    context,
    drafts.map(({ risk }) => risk),
  );
  const risks = drafts.flatMap(({ line, risk, systems }) => {
    const given = stored.get(risk.id);
    return given ? [[line, { ...risk, ...given, systems } as StoredRisk] as const] : [];
  });
  await linkSystems(
    context,
    risks.map(([, risk]) => risk),
  );
  return risks;
}

const unscored = { status: "open", inherentScore: 0, currentScore: 0, targetScore: 0, acceptedUntil: null };

interface Given {
  id: string;
  number: number;
  version: number;
  followsControls: boolean;
  createdAt: Date;
}

// One statement for all of them; what the database gives them comes back.
async function insertRisks({ tx }: Context, risks: readonly object[]): Promise<ReadonlyMap<string, Given>> {
  const json = JSON.stringify(risks);
  const given = await refuseDuplicate(
    "file",
    atThisMoment,
    () => tx.$queryRaw<Given[]>`
    insert into risks (id, title, cause, event, consequence, category, "threatFamily", "unitId", "ownerId", status, treatment,
      "treatmentPlan", "treatmentDueOn", "inherentLikelihood", "inherentImpact", "inherentScore", "currentLikelihood",
      "currentImpact", "currentScore", "targetLikelihood", "targetImpact", "targetScore", "reviewEveryDays", "nextReviewOn",
      "createdById", "updatedAt")
    select id, title, cause, event, consequence, category, "threatFamily", "unitId", "ownerId", status, treatment,
      "treatmentPlan", "treatmentDueOn", "inherentLikelihood", "inherentImpact", "inherentScore", "currentLikelihood",
      "currentImpact", "currentScore", "targetLikelihood", "targetImpact", "targetScore", "reviewEveryDays", "nextReviewOn",
      "createdById", "updatedAt"
    from jsonb_populate_recordset(null::risks, ${json}::jsonb)
    returning id, number, version, "followsControls", "createdAt"`,
  );
  return new Map(given.map((risk) => [risk.id, risk]));
}

async function changeRisks({ context, ground, live }: RiskImport, rows: readonly PlannedWrite[]) {
  const falls = new Map<number, ReturnType<typeof fallOf>>();
  const changed = rows.map(({ line, stored, values }) => {
    const before = stored?.row as StoredRisk;
    const columns = columnsOf(values, before, ground);
    const decisions = live.get(before.id);
    const fall = decisions ? fallOf(decisions, before, columns) : null;
    if (fall) falls.set(line, fall);
    const systems = values["systemIds"] === undefined ? before.systems : relinked(before, stored, values);
    const after = { ...before, ...columns, ...fall?.columns, systems };
    return [line, { ...after, version: before.version + 1, updatedAt: context.now }] as const;
  });
  if (changed.length === 0) return { changed, falls };
  const risks = changed.map(([, risk]) => risk);
  await updateColumns(context, risks);
  const linked = risks.filter((_risk, index) => rows[index]?.values["systemIds"] !== undefined);
  if (linked.length > 0)
    await context.tx.riskSystem.deleteMany({ where: { riskId: { in: linked.map(({ id }) => id) } } });
  await linkSystems(context, linked);
  return { changed, falls };
}

// A link to a system that whoever imports cannot see is not theirs to drop: their file never named it.
function relinked(before: StoredRisk, stored: PlannedWrite["stored"], values: PlannedWrite["values"]) {
  const seen = stored?.values["systemIds"] as readonly string[];
  const hidden = before.systems.filter(({ systemId }) => !seen.includes(systemId));
  return [...linksOf(values), ...hidden].toSorted((a, b) => a.systemId.localeCompare(b.systemId));
}

// One statement for all of them; the version decides between this import and another writer.
async function updateColumns({ tx }: Context, risks: readonly StoredRisk[]): Promise<void> {
  const json = JSON.stringify(risks.map(({ systems: _links, ...risk }) => risk));
  const count = await refuseDuplicate(
    "file",
    atThisMoment,
    () => tx.$executeRaw`
    update risks r set title = d.title, cause = d.cause, event = d.event, consequence = d.consequence, category = d.category,
      "threatFamily" = d."threatFamily", "ownerId" = d."ownerId", status = d.status, treatment = d.treatment,
      "treatmentPlan" = d."treatmentPlan", "treatmentDueOn" = d."treatmentDueOn", "acceptedUntil" = d."acceptedUntil",
      "reviewEveryDays" = d."reviewEveryDays", "nextReviewOn" = d."nextReviewOn",
      "inherentLikelihood" = d."inherentLikelihood", "inherentImpact" = d."inherentImpact", "inherentScore" = d."inherentScore",
      "currentLikelihood" = d."currentLikelihood", "currentImpact" = d."currentImpact", "currentScore" = d."currentScore",
      "targetLikelihood" = d."targetLikelihood", "targetImpact" = d."targetImpact", "targetScore" = d."targetScore",
      version = d.version, "updatedAt" = d."updatedAt"
    from jsonb_populate_recordset(null::risks, ${json}::jsonb) d
    where r.id = d.id and r.version = d.version - 1`,
  );
  if (count !== risks.length) throw new Conflict(atThisMoment);
}

async function linkSystems({ tx }: Context, risks: readonly StoredRisk[]): Promise<void> {
  const links = risks.flatMap(({ id, unitId, systems }) =>
    systems.map(({ systemId }) => ({ riskId: id, unitId, systemId })),
  );
  if (links.length === 0) return;
  await tx.$executeRaw`
    insert into risk_systems ("riskId", "systemId", "unitId")
    select "riskId", "systemId", "unitId" from jsonb_populate_recordset(null::risk_systems, ${JSON.stringify(links)}::jsonb)`;
}

// The stored columns of what a file says: a score of both its halves, a status that follows the treatment, a review
// that follows the level.
function columnsOf(
  { systemIds: _links, ...values }: Readonly<Record<string, unknown>>,
  before: StoredRisk | null,
  { method, today }: Ground,
): Partial<Risk> {
  const columns: Partial<Risk> = { ...(values as Partial<Risk>) };
  const { treatment, treatmentDueOn } = values as {
    treatment?: Treatment | null;
    treatmentDueOn?: string | null;
  };
  if (treatmentDueOn !== undefined) columns.treatmentDueOn = storedDay(treatmentDueOn);
  if (treatment !== undefined)
    columns.status = statusAfterTreatment((before?.status ?? "open") as RiskStatus, treatment);
  const half = (key: `${ScoreKind}${"Likelihood" | "Impact"}`) =>
    (key in columns ? columns[key] : before?.[key]) ?? null;
  for (const { value: kind } of scoreKinds) {
    const { likelihood, impact, score } = scoreColumns(kind);
    if (likelihood in values || impact in values) columns[score] = scoreOf(half(likelihood), half(impact));
  }
  const after = { currentScore: 0, inherentScore: 0, reviewEveryDays: null, ...before, ...columns };
  const scored =
    columns.currentScore !== undefined || (columns.inherentScore !== undefined && after.currentScore === 0);
  if (before && !scored && columns.reviewEveryDays === undefined) return columns;
  return { ...columns, nextReviewOn: storedDay(nextReviewAfter(today, after, method)) };
}

// Scores are history: each that a file gives or changes is a row of its own, with the line it came from.
async function keepScores(
  { context: { tx, actor }, ground }: RiskImport,
  written: readonly { row: PlannedWrite; risk: StoredRisk }[],
  origin: Origin,
): Promise<void> {
  const by = { methodVersion: ground.methodVersion, scoredById: authorOf(actor) };
  const data = written.flatMap(({ row: { line, values }, risk }) =>
    scoreKinds.flatMap(({ value: kind }) => {
      const columns = scoreColumns(kind);
      const [likelihood, impact] = [risk[columns.likelihood], risk[columns.impact]];
      const given = columns.likelihood in values || columns.impact in values;
      if (!given || likelihood === null || impact === null) return [];
      const { id: riskId, unitId } = risk;
      return [
        {
          id: v7(),
          riskId,
          unitId,
          kind,
          likelihood,
          impact,
          score: risk[columns.score],
          reason: origin(line),
          ...by,
        },
      ];
    }),
  );
  if (data.length === 0) return;
  await tx.$executeRaw`
    insert into risk_scores (id, "riskId", "unitId", kind, likelihood, impact, score, reason, "methodVersion", "scoredById")
    select id, "riskId", "unitId", kind, likelihood, impact, score, reason, "methodVersion", "scoredById"
    from jsonb_populate_recordset(null::risk_scores, ${JSON.stringify(data)}::jsonb)`;
}

function linksOf({ systemIds }: Readonly<Record<string, unknown>>): { systemId: string }[] {
  return (Array.isArray(systemIds) ? (systemIds as string[]) : [])
    .toSorted()
    .map((systemId) => ({ systemId }));
}
