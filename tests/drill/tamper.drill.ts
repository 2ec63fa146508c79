import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { randomFrom } from "@/tests/support/random-from";
import { fillTrail, tampered, tamperings } from "@/tests/support/tampering";

// ENTRIES and TAMPERINGS (of each kind) make it shorter or longer; SEED repeats a run.

const base = mkdtempSync(path.join(tmpdir(), "plumbline-tamper-"));
const folder = path.join(base, "notes");
process.env["CHECKPOINT_DIRECTORY"] = folder;

const entries = Number(process.env["ENTRIES"] ?? 100_000);
const each = Number(process.env["TAMPERINGS"] ?? 10);
const seed = Number(process.env["SEED"] ?? Date.now() % 1_000_000_000);
let trail: Awaited<ReturnType<typeof fillTrail>>;

beforeAll(async () => {
  trail = await fillTrail(folder, entries, entries / 20);
}, 600_000);
afterAll(() => rmSync(base, { recursive: true, force: true }));

const random = randomFrom(seed);

async function check() {
  const { verifyAudit } = await import("@/lib/platform/audit/verify");
  const begun = performance.now();
  const { problem, entries: read } = await verifyAudit();
  return { problem, rate: Math.round((read / (performance.now() - begun)) * 1_000) };
}

test("the whole trail is checked, and how fast", async () => {
  await check();
  const { problem, rate } = await check();
  expect(problem).toBeNull();
  console.log(`${entries} entries: ${rate} checked in a second`);
});

test.each(Object.entries(tamperings))(
  "to %s is found, with the first entry that is wrong",
  async (kind, how) => {
    for (let i = 0; i < each; i += 1) {
      const found = await tampered(how, trail, random, async (expected) => ({
        expected,
        ...(await check()),
      }));
      expect([seed, kind, found.problem?.seq]).toEqual([seed, kind, found.expected]);
    }
    expect((await check()).problem).toBeNull();
  },
);
