import { beforeAll, describe, expect, test } from "vitest";
import { decisionRegister } from "@/lib/domain/decisions/queries";
import { parts } from "@/lib/domain/inventory/kinds";
import { partConcepts } from "@/lib/domain/inventory/parts/concepts/schema";
import { getSystem, systemRegister } from "@/lib/domain/inventory/systems/queries";
import { riskRegister } from "@/lib/domain/risks/queries/register";
import { getRisk } from "@/lib/domain/risks/queries/risk";
import { oneRiskReport } from "@/lib/domain/risks/risk-report";
import { oneSystemReport } from "@/lib/domain/risks/system-report";
import type { Actor } from "@/lib/platform/access/actor";
import type { RegisterRow } from "@/lib/platform/register/column";
import type { Register } from "@/lib/platform/register/register";
import { dayIn } from "@/lib/platform/time/day";
import { loadDemo } from "@/prisma/seed/demo";
import { demoId } from "@/prisma/seed/demo/calendar";
import { personWith, rootUnit } from "@/tests/support/world";

// What the past says of today is what the present says, whatever the concept: this finds each fact that the audit trail
// does not hold.

let readers: Actor[];
const today = () => dayIn("Europe/Berlin", new Date());

beforeAll(async () => {
  await loadDemo();
  readers = [
    await personWith("lead", rootUnit),
    await personWith("lead", demoId("units", "claims")),
    await personWith("auditor", demoId("units", "clinics")),
  ];
});

const registers: Register[] = [
  riskRegister,
  systemRegister,
  decisionRegister,
  ...partConcepts.map(({ concept }) => parts[concept].register),
];

async function rowsOf(register: Register, actor: Actor, asOf: { asOf?: string }): Promise<RegisterRow[]> {
  const rows: RegisterRow[] = [];
  for await (const batch of register.batches(actor, asOf)) rows.push(...batch);
  return rows;
}

async function reportOf(id: string, asOf: object): Promise<string> {
  const report = id === demoId("systems", "claims-intake-agent") ? oneSystemReport : oneRiskReport;
  const file = await report.execute(readers[0] as Actor, { id, format: "pdf", ...asOf });
  return file.response().text();
}

describe("as of today", () => {
  test.each(registers.map((one) => [one.title, one] as const))(
    "the register “%s” has the same rows with the same values, for each reader",
    async (_title, register) => {
      for (const reader of readers) {
        const live = await rowsOf(register, reader, {});
        expect(await rowsOf(register, reader, { asOf: today() })).toEqual(live);
        expect(await register.count.execute(reader, { asOf: today() })).toEqual(
          await register.count.execute(reader, {}),
        );
      }
      expect(await register.count.execute(readers[0] as Actor, {})).not.toMatchObject({ all: 0 });
    },
  );

  test("the report of a risk and of a system can be made, with everything in it", async () => {
    for (const id of [demoId("risks", "invoice-instructions"), demoId("systems", "claims-intake-agent")])
      expect((await reportOf(id, { asOf: today() })).length).toBeGreaterThan(
        (await reportOf(id, {})).length * 0.9,
      );
  });

  test("every record has the same facts, but for what can be done with it", async () => {
    const [lead] = readers as [Actor];
    const gets = [
      [riskRegister, getRisk],
      [systemRegister, getSystem],
      ...partConcepts.map(({ concept }) => [parts[concept].register, parts[concept].get] as const),
    ] as const;
    for (const [register, get] of gets) {
      for (const { id } of (await rowsOf(register, lead, {})).slice(0, 12)) {
        const facts = async (asOf: object) => {
          const {
            can: _can,
            notNow: _notNow,
            ...rest
          } = (await get.execute(lead, { id, ...asOf })) as Record<string, unknown>;
          return rest;
        };
        expect(await facts({ asOf: today() })).toEqual(await facts({}));
      }
    }
  });
});
