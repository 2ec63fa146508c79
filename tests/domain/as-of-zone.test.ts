import { expect, test } from "vitest";
import { createRisk } from "@/lib/domain/risks/commands/create-risk";
import { riskRegister } from "@/lib/domain/risks/queries/register";
import { onDay } from "@/tests/support/on-day";
import { asOwner } from "@/tests/support/test-database";
import { personWith, rootUnit } from "@/tests/support/world";

test("a day ends by the clock of the organisation, not by that of Greenwich", async () => {
  const lead = await personWith("lead", rootUnit);
  const setZone = (version: number, timeZone: string) =>
    asOwner((client) =>
      client.query(
        `insert into settings (id, key, version, value, "createdAt") values (gen_random_uuid(), 'organisation', $1, $2, '2026-01-01')`,
        [version, JSON.stringify({ name: "Halderra", timeZone })],
      ),
    );
  // Noon in Greenwich is two in the morning of the next day on Kiritimati, and one in the morning of the same day on Pago Pago.
  await onDay("2026-01-05", () =>
    createRisk.execute(lead, { title: "Late in the day", category: "security", unitId: rootUnit }),
  );
  const known = async (asOf: string) => (await riskRegister.count.execute(lead, { asOf })).all;
  await setZone(1, "Pacific/Kiritimati");
  expect(await known("2026-01-05")).toBe(0);
  expect(await known("2026-01-06")).toBe(1);
  await setZone(2, "Pacific/Pago_Pago");
  expect(await known("2026-01-04")).toBe(0);
  expect(await known("2026-01-05")).toBe(1);
});
