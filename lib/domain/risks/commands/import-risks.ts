import "server-only";
import { visibleTo as visibleSystems } from "@/lib/domain/inventory/systems/access";
import { risksCreate, risksEdit, visibleTo } from "@/lib/domain/risks/access";
import { writeRisks } from "@/lib/domain/risks/commands/import-risk-writes";
import type { RiskMethod } from "@/lib/domain/risks/method";
import { groundOf } from "@/lib/domain/risks/queries/method";
import type { Live } from "@/lib/domain/risks/queries/risk";
import { scoreColumns } from "@/lib/domain/risks/rules";
import { acceptanceKind, riskFields, scoreFields, scoreKinds } from "@/lib/domain/risks/schema";
import type { Risk } from "@/lib/platform/database/generated/client";
import type { Context } from "@/lib/platform/operation/operation";
import { type ImportField, importField } from "@/lib/platform/register/import-field";
import type {
  ImportTarget,
  PlannedWrite,
  RowProblem,
  StoredRecord,
  UnitAndName,
} from "@/lib/platform/register/import-session";
import { dayText } from "@/lib/platform/time/day";

/** How files of risks become risks; the batch form of creating, changing and scoring them. */
export const riskImport: ImportTarget = {
  concept: "risks",
  words: { one: "risk", many: "risks" },
  letter: "R",
  nameKey: "title",
  create: risksCreate,
  edit: risksEdit,
  leftOut: [
    {
      label: "Status",
      synonyms: ["state"],
      why: "The status follows from treatment, acceptance and closing.",
    },
    { label: "Inherent score", synonyms: ["inherent risk"], why: "A score is likelihood × impact." },
    {
      label: "Current score",
      synonyms: ["residual score", "residual risk", "risk score", "score"],
      why: "A score is likelihood × impact.",
    },
    { label: "Target score", why: "A score is likelihood × impact." },
    {
      label: "Level",
      synonyms: ["risk level", "rating", "risk rating"],
      why: "The level follows from the score.",
    },
    { label: "Off the scale", why: "It follows from the score and the risk method." },
    ...["Quantified", "Expected loss a year", "Loss in a bad year", "Expected loss, treated"].map(
      (label) => ({
        label,
        why: "It follows from the ranges of the quantification.",
      }),
    ),
    { label: "Appetite", why: "It follows from the score and the category." },
    { label: "Overdue", why: "It follows from the dates." },
    {
      label: "Next review",
      synonyms: ["review date"],
      why: "The next review follows from the level, or from a review.",
    },
    { label: "Accepted until", why: "An acceptance is signed by another person." },
    { label: "Created", why: "Plumbline writes it down itself." },
    { label: "Changed", why: "Plumbline writes it down itself." },
  ],
  async open(context) {
    const ground = await groundOf(context);
    const live = new Map<string, Live>();
    return {
      fields: fieldsBy(ground.method),
      find: (wanted) => findRisks(context, wanted, live),
      check: (row) => [...statusProblem(row), ...scoreProblems(row, ground.method)],
      write: (rows, origin) => writeRisks({ context, ground, live }, rows, origin),
    };
  },
};

function fieldsBy({ categories, likelihood, impact }: RiskMethod): ImportField[] {
  const options = categories.map(({ key, label }) => ({ value: key, label }));
  const steps = {
    Likelihood: likelihood.map(({ label }) => label),
    Impact: impact.map(({ label }) => label),
  };
  return [
    ...Object.entries(riskFields).map(([key, shape]) =>
      importField(key, shape, key === "category" ? { options } : {}),
    ),
    ...Object.entries(scoreFields).map(([key, shape]) =>
      importField(key, shape, { scale: steps[key.endsWith("Impact") ? "Impact" : "Likelihood"] }),
    ),
  ];
}

async function findRisks(
  context: Context,
  { numbers, named }: { numbers: readonly number[]; named: readonly UnitAndName[] },
  live: Map<string, Live>,
): Promise<StoredRecord[]> {
  if (numbers.length + named.length === 0) return [];
  const { tx } = context;
  // By a join with the wanted names: a list of conditions of this length makes the database read the whole register.
  const wanted = await tx.$queryRaw<{ id: string }[]>`
    select r.id from jsonb_to_recordset(${JSON.stringify(named)}::jsonb) as w("unitId" uuid, name text)
      join risks r on r."unitId" = w."unitId" and r.title = w.name
    union select id from risks where number = any (${numbers}::int[])`;
  if (wanted.length === 0) return [];
  const risks = await tx.risk.findMany({
    where: { AND: [visibleTo(context), { id: { in: wanted.map(({ id }) => id) } }] },
  });
  const ids = risks.map(({ id }) => id);
  const links = await tx.riskSystem.findMany({
    where: { riskId: { in: ids } },
    orderBy: { systemId: "asc" },
  });
  await liveOn(context, ids, live);
  const names = await namesOf(context, risks, links);
  const byRisk = Map.groupBy(links, ({ riskId }) => riskId);
  return risks.map((risk) => storedRecord(risk, byRisk.get(risk.id) ?? [], names));
}

async function namesOf(
  { tx, actor }: Context,
  risks: readonly Risk[],
  links: readonly { systemId: string }[],
) {
  const among = (ids: readonly (string | null)[], visible = {}) => ({
    where: { AND: [{ id: { in: [...new Set(ids.filter((id) => id !== null))] } }, visible] },
    select: { id: true, name: true },
  });
  const found = [
    ...(await tx.unit.findMany(among(risks.map(({ unitId }) => unitId)))),
    ...(await tx.person.findMany(among(risks.map(({ ownerId }) => ownerId)))),
    ...(await tx.system.findMany(
      among(
        links.map(({ systemId }) => systemId),
        visibleSystems(actor),
      ),
    )),
  ];
  return Object.fromEntries(found.map(({ id, name }) => [id, name]));
}

async function liveOn({ tx }: Context, ids: readonly string[], live: Map<string, Live>): Promise<void> {
  const decisions = await tx.decision.findMany({
    where: {
      kind: acceptanceKind,
      subjectId: { in: [...ids] },
      state: { in: ["requested", "granted"] },
    },
  });
  for (const [id, held] of Map.groupBy(decisions, ({ subjectId }) => subjectId)) {
    const inState = (state: string) => held.find((decision) => decision.state === state) ?? null;
    live.set(id, { pending: inState("requested"), inForce: inState("granted") });
  }
}

function storedRecord(
  risk: Risk,
  links: readonly { systemId: string }[],
  names: Readonly<Record<string, string>>,
): StoredRecord {
  const systems = links.map(({ systemId }) => ({ systemId }));
  // A file that this person could have exported names the systems that they see.
  const systemIds = systems.flatMap(({ systemId }) => (names[systemId] === undefined ? [] : systemId));
  const { id, number, version, unitId } = risk;
  const values = { ...risk, treatmentDueOn: dayText(risk.treatmentDueOn), systemIds };
  return { id, number, version, unitId, values, names, row: { ...risk, systems } };
}

function statusProblem({ stored }: PlannedWrite): RowProblem[] {
  return stored?.values["status"] === "closed"
    ? [{ label: null, message: "The risk is closed. Reopen it first." }]
    : [];
}

// Both halves of a score or neither, and no step that the organisation's scale does not have.
function scoreProblems({ stored, values }: PlannedWrite, method: RiskMethod): RowProblem[] {
  return scoreKinds.flatMap(({ value: kind, label }) => {
    const columns = scoreColumns(kind);
    const [likelihood, impact] = [columns.likelihood, columns.impact].map(
      (key) => values[key] ?? stored?.values[key] ?? null,
    );
    if ((likelihood === null) !== (impact === null)) {
      const [given, absent] = likelihood === null ? ["impact", "likelihood"] : ["likelihood", "impact"];
      return [
        {
          label: `${label} ${absent}`,
          message: `The ${label.toLowerCase()} ${given} is given without its ${absent}. Give both or neither.`,
        },
      ];
    }
    return [
      ...beyond(`${label} likelihood`, likelihood, method.likelihood.length),
      ...beyond(`${label} impact`, impact, method.impact.length),
    ];
  });
}

function beyond(label: string, value: unknown, most: number): RowProblem[] {
  if (typeof value !== "number" || value <= most) return [];
  return [{ label, message: `${label} must be a whole number from 1 to ${most}.` }];
}
