import { createHash, createPublicKey, verify } from "node:crypto";
import { Ajv } from "ajv";
import addFormats from "ajv-formats";
import { beforeAll, describe, expect, test } from "vitest";
import type { Actor } from "@/lib/platform/access/actor";
import { loadDemo } from "@/prisma/seed/demo";
import { builtPack, checked, packOf } from "@/tests/support/audit-packs";
import { assessmentResultsSchema } from "@/tests/support/oscal-schema";
import { personWith, rootUnit } from "@/tests/support/world";

let compliance: Actor;
let pack: Awaited<ReturnType<typeof builtPack>>;
const asked = packOf(rootUnit, { frameworks: ["hipaa-security-rule", "iso-42001"] });

beforeAll(async () => {
  await loadDemo();
  compliance = await personWith("compliance", rootUnit);
  pack = await builtPack(compliance, asked);
});

const sha256 = (...parts: Uint8Array[]) =>
  parts.reduce((hash, part) => hash.update(part), createHash("sha256")).digest();

describe("an audit pack of the demo organisation", () => {
  test("is verified, and built again from the same it is the same bytes", async () => {
    expect(await checked(pack.bytes)).toMatchObject({ verdict: "verified", problems: [] });
    const again = await builtPack(compliance, asked);
    for (const [path, data] of pack.files)
      expect([path, again.files.get(path)?.equals(data)]).toEqual([path, true]);
    expect(again.bytes.equals(pack.bytes)).toBe(true);
  });

  test("holds every register, the report, coverage, decisions, evidence and what proves the audit trail", () => {
    const paths = [...pack.files.keys()];
    expect(paths).toEqual(
      expect.arrayContaining([
        "report.pdf",
        "registers.xlsx",
        "registers/risks.csv",
        "records/risks.json",
        "coverage/iso-42001.csv",
        "statements/iso-42001.csv",
        "verify.html",
        "readme.txt",
      ]),
    );
    expect(JSON.parse(pack.text("records/systems.json"))).toHaveLength(24);
    expect(pack.text("registers/risks.csv").split("\r\n").length).toBe(72);
    const evidence = JSON.parse(pack.text("manifest.json")).files.filter(({ path }: { path: string }) =>
      path.startsWith("evidence/"),
    );
    expect(evidence).toHaveLength(9);
    for (const path of paths.filter((one) => one.startsWith("decisions/"))) {
      const digest = createHash("sha256").update(pack.text(path)).digest("hex");
      expect(pack.record.files.some(({ path: at, sha256: known }) => at === path && known === digest)).toBe(
        true,
      );
    }
  });

  test("proves each entry of its audit extract against the signed checkpoint", () => {
    const [note = "", signature = ""] = pack.text("audit/checkpoint.txt").split("\n\n");
    const [, size, root, head] = note.split("\n");
    const pem = pack.text("audit/checkpoint-key.txt").split("\n\n")[1] ?? "";
    const signed = Buffer.from(signature.trim().split(" ").at(-1) ?? "", "base64").subarray(4);
    expect(verify(null, Buffer.from(`${note}\n`), createPublicKey(pem), signed)).toBe(true);
    const entries = pack
      .text("audit/entries.jsonl")
      .trim()
      .split("\n")
      .map((line) => JSON.parse(line));
    expect(entries.length).toBeGreaterThan(300);
    for (const { seq, facts, previousHash, hash, proof } of entries) {
      expect(sha256(Buffer.from(previousHash, "hex"), Buffer.from(facts)).toString("hex")).toBe(hash);
      expect([seq, rootFrom(Number(size), seq - 1, Buffer.from(hash, "hex"), proof)]).toEqual([seq, root]);
    }
    expect(head).toBe(`head ${Buffer.from(entries.at(-1).hash, "hex").toString("base64")}`);
  });

  test("has OSCAL assessment results that fit NIST's schema, in which only what a person confirmed is satisfied", () => {
    const document = JSON.parse(pack.text("oscal/assessment-results.json"));
    expect(problemsOf(document)).toEqual([]);
    const { results, "import-ap": plan, "back-matter": back } = document["assessment-results"];
    expect(back.resources.map(({ uuid }: { uuid: string }) => `#${uuid}`)).toContain(plan.href);
    const states = results
      .flatMap(({ findings = [] }) => findings)
      .map(({ props, target }: { props: { value: string }[]; target: { status: { state: string } } }) => [
        props[1]?.value === "confirmed",
        target.status.state === "satisfied",
      ]);
    expect(states.length).toBeGreaterThan(90);
    expect(states.every(([confirmed, satisfied]: boolean[]) => confirmed === satisfied)).toBe(true);
    const ids = [...pack.text("oscal/assessment-results.json").matchAll(/"uuid": "([^"]+)"/g)].map(
      ([, id]) => id,
    );
    expect(new Set(ids).size).toBe(ids.length);
  });

  test("would be found out by the schema where its OSCAL broke a rule of NIST's", () => {
    const document = JSON.parse(pack.text("oscal/assessment-results.json"));
    const broken: [path: string, value: unknown][] = [
      ["metadata/oscal-version", undefined],
      ["metadata/last-modified", "2026-11-27T10:00:00"],
      ["metadata/parties/0/type", "company"],
      ["uuid", "00000000-0000-1000-8000-000000000000"],
      ["results", []],
      ["results/0/reviewed-controls", undefined],
      ["results/0/title", "Two\nlines"],
      ["results/0/findings/0/target/target-id", "A.2.2 (a)"],
      ["results/0/findings/0/target/status/state", "confirmed"],
      ["results/0/findings/0/props/0/value", " spaces around "],
      ["results/0/score", 5],
      ["results/2/observations/0/methods", []],
      ["results/2/risks/0/statement", undefined],
    ];
    for (const [path, value] of broken) {
      const changed = structuredClone(document);
      const keys = path.split("/");
      const last = keys.pop() ?? "";
      keys.reduce((at, key) => at[key], changed["assessment-results"])[last] = value;
      const kept = JSON.parse(JSON.stringify(changed));
      expect([path, problemsOf(kept).length > 0]).toEqual([path, true]);
    }
  });
});

function problemsOf(document: unknown): unknown[] {
  const ajv = new Ajv({ allErrors: true, unicodeRegExp: true, strict: false });
  addFormats.default(ajv);
  const validate = ajv.compile(assessmentResultsSchema);
  return validate(document) ? [] : (validate.errors ?? []);
}

// RFC 9162, 2.1.3.2, written from the standard and not from our code.
function rootFrom(size: number, index: number, entry: Buffer, proof: string[]): string {
  let [node, last] = [index, size - 1];
  let hash = sha256(Buffer.from([0]), entry);
  for (const step of proof) {
    const beside = Buffer.from(step, "base64");
    if (node % 2 === 1 || node === last) {
      hash = sha256(Buffer.from([1]), beside, hash);
      while (node % 2 === 0 && node !== 0) [node, last] = [Math.floor(node / 2), Math.floor(last / 2)];
    } else hash = sha256(Buffer.from([1]), hash, beside);
    [node, last] = [Math.floor(node / 2), Math.floor(last / 2)];
  }
  return hash.toString("base64");
}
