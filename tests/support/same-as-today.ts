import { expect } from "vitest";
import { decisionRegister } from "@/lib/domain/decisions/queries";
import { getEvidence } from "@/lib/domain/evidence/queries/evidence";
import { evidenceRegister } from "@/lib/domain/evidence/queries/register";
import { getProposal, proposalRegister } from "@/lib/domain/intake/queries";
import { parts } from "@/lib/domain/inventory/kinds";
import { partConcepts } from "@/lib/domain/inventory/parts/concepts/schema";
import { getSystem, systemRegister } from "@/lib/domain/inventory/systems/queries";
import { riskRegister } from "@/lib/domain/risks/queries/register";
import { getRisk } from "@/lib/domain/risks/queries/risk";
import type { Actor } from "@/lib/platform/access/actor";
import type { RegisterRow } from "@/lib/platform/register/column";
import type { Register } from "@/lib/platform/register/register";

/** Every register that looks back. */
export const pastRegisters: readonly Register[] = [
  riskRegister,
  systemRegister,
  decisionRegister,
  evidenceRegister,
  proposalRegister,
  ...partConcepts.map(({ concept }) => parts[concept].register),
];

const records = [
  [riskRegister, getRisk],
  [systemRegister, getSystem],
  [evidenceRegister, getEvidence],
  [proposalRegister, getProposal],
  ...partConcepts.map(({ concept }) => [parts[concept].register, parts[concept].get] as const),
] as const;

/** Expects a register to show the reader, as of a day, the rows and the count that it shows now; returns the rows. */
export async function expectSameRows(
  register: Register,
  reader: Actor,
  asOf: string,
): Promise<RegisterRow[]> {
  const live = await rowsOf(register, reader, {});
  expect(await rowsOf(register, reader, { asOf })).toEqual(live);
  const [now, then] = [{}, { asOf }].map((day) => register.count.execute(reader, day));
  expect(await then).toEqual(await now);
  return live;
}

/** Expects every record, at most so many of a kind, to have the facts as of a day that it has now. */
export async function expectSameRecords(reader: Actor, asOf: string, most: number): Promise<void> {
  for (const [register, get] of records) {
    for (const { id } of (await rowsOf(register, reader, {})).slice(0, most)) {
      const facts = async (day: object) => {
        const found = (await get.execute(reader, { id, ...day })) as Record<string, unknown>;
        // In the past nothing can be done.
        const { can: _can, notNow: _notNow, ...rest } = found;
        return rest;
      };
      expect(await facts({ asOf })).toEqual(await facts({}));
    }
  }
}

async function rowsOf(register: Register, actor: Actor, day: { asOf?: string }): Promise<RegisterRow[]> {
  const rows: RegisterRow[] = [];
  for await (const batch of register.batches(actor, day)) rows.push(...batch);
  return rows;
}
