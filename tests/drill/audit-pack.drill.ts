import { expect, test } from "vitest";
import { trustedKeys } from "@/lib/domain/audit-packs/format/envelope";
import { verifyPack } from "@/lib/domain/audit-packs/format/verify";
import { mutants } from "@/tests/support/pack-mutations";
import { newPackKey, smallPack } from "@/tests/support/packs";

test("1,000 altered packs of every kind are all refused, each with what is wrong", async () => {
  const seed = Number(process.env["SEED"] ?? Date.now() % 1_000_000_000);
  const key = newPackKey();
  const pack = await smallPack(key);
  const trusted = await trustedKeys(key.pem);
  const counted: Record<string, number> = {};
  for await (const { kind, pack: altered } of mutants(pack, key.id, 1_000, seed)) {
    const { verdict, problems } = await verifyPack(new Blob([new Uint8Array(altered)]), trusted);
    expect([seed, kind, verdict, problems.length > 0]).toEqual([seed, kind, "altered", true]);
    counted[kind] = (counted[kind] ?? 0) + 1;
  }
  console.log(`seed ${seed}: ${JSON.stringify(counted)}`);
});
