import { execFile } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { promisify } from "node:util";
import { afterAll, beforeAll, expect, test } from "vitest";
import { exportSystemBom } from "@/lib/domain/inventory/boms/commands/export-bom";
import { parts } from "@/lib/domain/inventory/kinds";
import { createSystem } from "@/lib/domain/inventory/systems/commands";
import type { Actor } from "@/lib/platform/access/actor";
import { createWorld, personWith } from "@/tests/support/world";

const folder = mkdtempSync(path.join(tmpdir(), "plumbline-bom-"));
let lead: Actor;
let system: { id: string; ref: string };

beforeAll(async () => {
  const { claims: unitId } = await createWorld();
  lead = await personWith("lead", unitId, { name: "Ada Kern", email: "ada@plumbline.example" });
  const model = await parts.models.create.execute(lead, {
    name: "Altamira 4",
    unitId,
    modelVersion: "4.1",
    kind: "hosted-api",
  });
  system = await createSystem.execute(lead, { name: "Intake", unitId, modelIds: [model.id] });
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** Runs the command as somebody would type it; returns its exit code and output. */
async function plumbline(...words: string[]) {
  const args = ["--conditions=react-server", "--import", "tsx", "lib/cli/main.ts", "bom", ...words];
  const env = { ...process.env, PLUMBLINE_DATA: folder };
  const { code, stdout, stderr } = await promisify(execFile)(process.execPath, args, { env }).then(
    (output) => ({ code: 0, ...output }),
    (error: { code: number; stdout: string; stderr: string }) => error,
  );
  return { code, output: stdout + stderr };
}

async function written(change: (text: string) => string): Promise<string> {
  const { bytes } = await exportSystemBom.execute(lead, { id: system.id });
  const place = path.join(folder, "intake.cdx.json");
  writeFileSync(place, change(await new Response(bytes).text()));
  return place;
}

const asLead = ["--as", "ada@plumbline.example"];

test("a build whose bill of materials says what the register says passes", async () => {
  const same = await plumbline("compare", await written((text) => text), "--system", system.ref, ...asLead);
  expect(same).toEqual({ code: 0, output: "No drift.\n" });
});

test("drift is named fact by fact and ends with exit code 2", async () => {
  const file = await written((text) => text.replaceAll("4.1", "4.2"));
  const drift = await plumbline("compare", file, "--system", "intake", ...asLead);
  expect(drift.output).toContain("the file says 4.2, the register 4.1");
  expect(drift.output).toContain("to be settled at /boms/");
  expect(drift.code).toBe(2);
});

test("a system that is not there, and a wrong call, say what to type", async () => {
  const file = await written((text) => text);
  const unknown = await plumbline("compare", file, "--system", "Nobody's", ...asLead);
  expect(unknown.output).toContain('finds no AI system "Nobody\'s"');
  expect(unknown.code).toBe(1);
  expect((await plumbline("compare", file, ...asLead)).code).toBe(3);
});
