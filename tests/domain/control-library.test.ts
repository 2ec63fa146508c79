import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { parse as parseCsv } from "csv-parse/sync";
import { describe, expect, test } from "vitest";
import { parse } from "yaml";
import { readLibrary } from "@/lib/domain/controls/library/read-library";
import { getLibraryControl, listLibrary } from "@/lib/domain/controls/queries/library";
import { shippedFrameworks } from "@/lib/domain/frameworks/queries/shipped";
import { personWith, rootUnit } from "@/tests/support/world";

const folder = path.resolve("prisma/reference/controls");
const { controls } = readLibrary();
const refs = new Map(
  shippedFrameworks().map(({ key, requirements }) => [key, new Set(requirements.map(({ ref }) => ref))]),
);
const text = readdirSync(folder)
  .map((file) => readFileSync(path.join(folder, file), "utf8").toLowerCase())
  .join("\n");

describe("the control library", () => {
  test("holds more than 200 controls under different keys", () => {
    expect(controls.length).toBe(215);
    expect(new Set(controls.map(({ key }) => key)).size).toBe(controls.length);
  });

  test("maps every control to requirements that exist, none twice", () => {
    for (const { key, requirements } of controls) {
      const named = requirements.map(({ framework, ref }) => `${framework} ${ref}`);
      expect([key, named.filter((name, index) => named.indexOf(name) !== index)]).toEqual([key, []]);
      const missing = requirements.filter(({ framework, ref }) => !refs.get(framework)?.has(ref));
      expect([key, missing]).toEqual([key, []]);
    }
  });

  test("carries out each of the 64 mitigations, and names no other", () => {
    const file = readFileSync("prisma/reference/threats/mitigations.csv", "utf8");
    const known = parseCsv(file, { columns: true }) as { id: string }[];
    const named = new Set(controls.flatMap(({ mitigations }) => mitigations));
    expect([...named].toSorted()).toEqual(known.map(({ id }) => id).toSorted());
    expect(named.size).toBe(64);
  });

  test("knows which controls follow from an outcome of the classification", () => {
    const called = controls.filter(({ outcomes }) => outcomes.includes("high"));
    expect(called.length).toBeGreaterThan(20);
    expect(called.map(({ key }) => key)).toContain("technical-documentation");
  });

  test("is narrowed down by words, family, framework and stage of life, and says of how many", async () => {
    const reader = await personWith("reader", rootUnit);
    const asked = { q: "poisoning", family: "data", framework: "iso-42001", stage: "development" };
    const { all, entries } = await listLibrary.execute(reader, asked);
    expect(all).toBe(215);
    expect(entries.length).toBeGreaterThan(0);
    for (const { family, requirements, applies } of entries) {
      expect(family).toBe("data");
      expect(requirements.map((one) => one.framework)).toContain("iso-42001");
      expect(applies.stages ?? ["development"]).toContain("development");
    }
  });

  test("shows a control with the names of its requirements and of the mitigations that it carries out", async () => {
    const reader = await personWith("reader", rootUnit);
    const control = await getLibraryControl.execute(reader, { key: "data-vetting" });
    expect(control.requirements).toContainEqual(
      expect.objectContaining({ framework: "iso-42001", ref: "A.7.3", title: expect.any(String) }),
    );
    expect(control.mitigations.map(({ id }) => id)).toContain("MIT-21");
  });

  test.each([
    "vetting",
    "poisoning",
    "differential privacy",
    "minimis",
    "redact",
    "zero trust",
    "sandbox",
    "isolation",
    "rate limit",
    "prompt filter",
    "moderation",
    "guardrail",
    "audit log",
    "incident",
    "token-level",
    "prompt-level",
    "in transit",
    "at rest",
    "retrieval",
    "bill of materials",
  ])("speaks of %s", (word) => {
    expect(text).toContain(word);
  });
});

describe("the policy templates", () => {
  const policies = path.resolve("prisma/reference/policies");
  test.each(readdirSync(policies))(
    "%s fills in only placeholders that it declares, and points at what exists",
    (file) => {
      const written = readFileSync(path.join(policies, file), "utf8");
      const policy = parse(written) as { placeholders: { key: string }[] };
      const declared = new Set(policy.placeholders.map(({ key }) => key));
      const used = [...written.matchAll(/\{\{(\w+)\}\}/g)].map(([, key]) => key ?? "");
      expect(used.filter((key) => !declared.has(key))).toEqual([]);
      expect(used.length).toBeGreaterThan(5);
      const cited = requirementsIn(policy);
      expect(cited.length).toBeGreaterThan(30);
      expect(cited.filter(({ framework, ref }) => !refs.get(framework)?.has(ref))).toEqual([]);
    },
  );
});

/** Every requirement that is named anywhere in a policy. */
function requirementsIn(node: unknown): { framework: string; ref: string }[] {
  if (Array.isArray(node)) return node.flatMap(requirementsIn);
  if (node === null || typeof node !== "object") return [];
  const one = node as { framework?: unknown; ref?: unknown };
  if (typeof one.framework === "string" && typeof one.ref === "string")
    return [{ framework: one.framework, ref: one.ref }];
  return Object.values(node).flatMap(requirementsIn);
}
