import "server-only";
import { assessmentRegister } from "@/lib/domain/assessments/queries/register";
import { evidenceBehind } from "@/lib/domain/audit-packs/queries/behind";
import { type PackFrame, packFrame } from "@/lib/domain/audit-packs/queries/frame";
import { ownControlRegister } from "@/lib/domain/controls/own/queries/register";
import { controlRegister } from "@/lib/domain/controls/queries/register";
import { statementId } from "@/lib/domain/controls/queries/statement";
import { decisionRegister } from "@/lib/domain/decisions/queries";
import { evidenceRegister } from "@/lib/domain/evidence/queries/register";
import { parts } from "@/lib/domain/inventory/kinds";
import { systemRegister } from "@/lib/domain/inventory/systems/queries";
import { classificationRegister } from "@/lib/domain/obligations/classifications/queries/register";
import { riskRegister } from "@/lib/domain/risks/queries/register";
import type { Actor } from "@/lib/platform/access/actor";
import type { CellValue, Named, RegisterRow } from "@/lib/platform/register/column";
import type { Register } from "@/lib/platform/register/register";

/** What a pack is asked to hold. */
export interface PackAsked {
  title: string;
  recipient: string;
  unitId: string;
  systemIds: readonly string[];
  frameworks: readonly string[];
  periodFrom: string;
  asOf: string;
  leftOut: readonly string[];
  added: readonly string[];
}

/** The rows of one register that belong to the scope. */
export interface PackRegister {
  register: Register;
  rows: RegisterRow[];
}

/** Every record of the scope as it was on the day, by concept, in the order of the registers. */
export interface Gathered {
  frame: PackFrame;
  registers: Record<
    | "systems"
    | "classifications"
    | "risks"
    | "controls"
    | "ownControls"
    | "assessments"
    | "decisions"
    | "evidence",
    PackRegister
  >;
  parts: PackRegister[];
  /** By the id of a piece of evidence: the records that it bears on. */
  bearsOn: ReadonlyMap<string, readonly string[]>;
  /** The id of every record that is in the pack. */
  ids: readonly string[];
}

/** Reads what belongs to the scope of a pack, as the actor may read it; within a day that is looked back to. */
export async function gather(actor: Actor, asked: PackAsked): Promise<Gathered> {
  const frame = await packFrame.execute(actor, { unitId: asked.unitId, systemIds: [...asked.systemIds] });
  const whole = asked.systemIds.length === 0;
  const [units, systems, partIds] = [
    new Set(frame.unitIds),
    new Set(frame.systems.map(({ id }) => id)),
    new Set(frame.partIds),
  ];
  const inUnit = (row: RegisterRow) => units.has(idOf(row["unit"]));
  const ofSystem = (row: RegisterRow, key: string) => namesIn(row[key]).some(({ id }) => systems.has(id));
  // What holds for a whole unit counts for every system in it and below.
  const above = new Set(frame.unit.path.split("/"));
  const forUnit = (row: RegisterRow) =>
    idOf(row["system"]) === idOf(row["unit"]) && (inUnit(row) || above.has(idOf(row["unit"])));

  const found = {
    systems: await rowsOf(actor, systemRegister, (row) => systems.has(row.id)),
    classifications: await rowsOf(actor, classificationRegister, (row) => systems.has(row.id)),
    risks: await rowsOf(actor, riskRegister, (row) => (whole ? inUnit(row) : ofSystem(row, "systems"))),
    controls: await rowsOf(
      actor,
      controlRegister,
      (row) => forUnit(row) || ofSystem(row, "system") || (whole && inUnit(row)),
    ),
    ownControls: await rowsOf(actor, ownControlRegister, () => true),
    assessments: await rowsOf(actor, assessmentRegister, (row) =>
      whole ? inUnit(row) : ofSystem(row, "system"),
    ),
  };
  const kept: PackRegister[] = [];
  for (const { register } of Object.values(parts))
    kept.push(await rowsOf(actor, register, (row) => partIds.has(row.id) || (whole && inUnit(row))));
  // A classification bears the id of its system.
  const records = [
    ...new Set([...Object.values(found), ...kept].flatMap(({ rows }) => rows.map(({ id }) => id))),
  ];
  const bearsOn = new Map<string, string[]>();
  for (const { evidenceId, subjectId } of await evidenceBehind.execute(actor, { ids: records }))
    bearsOn.set(evidenceId, [...(bearsOn.get(evidenceId) ?? []), subjectId]);
  const evidence = await rowsOf(
    actor,
    evidenceRegister,
    (row) => bearsOn.has(row.id) || (whole && inUnit(row)),
  );
  const subjects = new Set([...records, ...asked.frameworks.map((key) => statementId(key, asked.unitId))]);
  const decisions = await rowsOf(
    actor,
    decisionRegister,
    (row) => subjects.has(String(row["subjectId"])) && inPeriod(row, asked.periodFrom),
  );
  const ids = [...subjects, ...evidence.rows.map(({ id }) => id), ...decisions.rows.map(({ id }) => id)];
  return { frame, registers: { ...found, evidence, decisions }, parts: kept, bearsOn, ids };
}

// What is in force belongs to the period, whenever it was asked for.
function inPeriod(row: RegisterRow, from: string): boolean {
  return String(row["requestedAt"]) >= from || row["state"] === "granted" || row["state"] === "requested";
}

async function rowsOf(
  actor: Actor,
  register: Register,
  belongs: (row: RegisterRow) => boolean,
): Promise<PackRegister> {
  const rows: RegisterRow[] = [];
  for await (const batch of register.batches(actor, {}))
    for (const row of batch) if (belongs(row)) rows.push(row);
  return { register, rows };
}

/** Returns the records that a cell names. */
export function namesIn(value: CellValue | undefined): Named[] {
  if (Array.isArray(value)) return value.flatMap((item) => namesIn(item as Named));
  return typeof value === "object" && value !== null && "id" in value ? [value as Named] : [];
}

function idOf(value: CellValue | undefined): string {
  return namesIn(value)[0]?.id ?? "";
}
