import { beforeAll, describe, expect, test } from "vitest";
import { oneRiskReport } from "@/lib/domain/risks/risk-report";
import { oneSystemReport } from "@/lib/domain/risks/system-report";
import type { Actor } from "@/lib/platform/access/actor";
import { dayIn } from "@/lib/platform/time/day";
import { loadDemo } from "@/prisma/seed/demo";
import { demoId } from "@/prisma/seed/demo/calendar";
import { expectSameRecords, expectSameRows, pastRegisters } from "@/tests/support/same-as-today";
import { personWith, rootUnit } from "@/tests/support/world";

// What the past says of today is what the present says, whatever the concept: this finds each fact that the audit trail
// does not hold.

let readers: Actor[];
let lead: Actor;
const today = () => dayIn("Europe/Berlin", new Date());

beforeAll(async () => {
  await loadDemo();
  lead = await personWith("lead", rootUnit);
  readers = [
    lead,
    await personWith("lead", demoId("units", "claims")),
    await personWith("auditor", demoId("units", "clinics")),
  ];
});

async function sizeOfReport(id: string, day: object): Promise<number> {
  const report = id === demoId("systems", "claims-intake-agent") ? oneSystemReport : oneRiskReport;
  const file = await report.execute(lead, { id, format: "pdf", ...day });
  return (await file.response().text()).length;
}

describe("as of today", () => {
  test.each(pastRegisters.map((one) => [one.title, one] as const))(
    "the register “%s” has the same rows with the same values, for each reader",
    async (_title, register) => {
      for (const reader of readers) await expectSameRows(register, reader, today());
      expect(await register.count.execute(lead, {})).not.toMatchObject({ all: 0 });
    },
  );

  test("the report of a risk and of a system can be made, with everything in it", async () => {
    for (const id of [demoId("risks", "invoice-instructions"), demoId("systems", "claims-intake-agent")])
      expect(await sizeOfReport(id, { asOf: today() })).toBeGreaterThan((await sizeOfReport(id, {})) * 0.9);
  });

  // Some hundreds of records are read, one after the other, each twice.
  test("every record has the same facts, but for what can be done with it", { timeout: 180_000 }, () =>
    expectSameRecords(lead, today(), 12),
  );
});
