import { beforeAll, describe, expect, test } from "vitest";
import { getThreatRule, listThreatRules } from "@/lib/domain/threat-models/queries/threat-rules";
import { threatRules } from "@/lib/domain/threat-models/threat-rules";
import type { Actor } from "@/lib/platform/access/actor";
import { createWorld, personWith } from "@/tests/support/world";

let lead: Actor;

beforeAll(async () => {
  lead = await personWith("lead", (await createWorld()).root);
});

const listed = (filters: Record<string, string> = {}) => listThreatRules.execute(lead, filters);
const keysOf = async (filters: Record<string, string>) =>
  (await listed(filters)).entries.map(({ key }) => key);
const rule = (key: string, facts?: string) =>
  getThreatRule.execute(lead, { key, ...(facts ? { facts } : {}) });

describe("the list of rules", () => {
  test("holds the 191 rules of elements and the eight of paths, by the type they are for", async () => {
    const { all, entries, types } = await listed();
    expect([all, entries.length]).toEqual([199, 199]);
    expect(types).toHaveLength(23);
    expect(new Set(entries.map(({ key }) => key)).size).toBe(199);
    expect(entries.at(-1)).toMatchObject({ key: "PATH-08", familyLabel: "Paths through the model" });
  });

  test("is narrowed down by words, type, category, family and tier together", async () => {
    expect(await keysOf({ q: "rug pull" })).toEqual(["STRAI-TOL-02"]);
    expect(await keysOf({ q: "llm08:2026" })).toEqual(
      [...threatRules()].filter(({ owasp }) => owasp.includes("LLM08:2026")).map(({ id }) => id),
    );
    expect(await keysOf({ type: "path" })).toHaveLength(8);
    expect(
      await keysOf({ type: "secrets_store", category: "Spoofing", family: "other_security", tier: "1" }),
    ).toEqual(["STRAI-SEC-02"]);
    expect(await keysOf({ type: "robot" })).toEqual([]);
  });
});

describe("one rule", () => {
  test("has its sources by name and edition, and what helps", async () => {
    const { sources, mitigations, familyName, likelihood, impact } = await rule("STRAI-AGT-02");
    expect(sources).toContainEqual({
      framework: "owasp-llm-2026",
      list: "OWASP Top 10 for LLM Applications",
      edition: "2026",
      id: "LLM03:2026",
      name: "Excessive Agency",
    });
    expect(sources.map(({ id }) => id)).toEqual(
      expect.arrayContaining(["LLM06:2025", "ASI02", "T2", "AML.T0086"]),
    );
    expect(mitigations.map(({ id }) => id)).toContain("MIT-10");
    expect([familyName, likelihood, impact]).toEqual(["Data leakage and memorisation", 4, 5]);
  });

  test("every one has all its sources, in words", async () => {
    for (const { key, sources: ids } of (await listed()).entries)
      expect((await rule(key)).sources.map(({ id }) => id)).toEqual(ids);
  });

  test("is tried with facts: open, silent, or in need of an answer", async () => {
    const tried = async (facts: string) => (await rule("STRAI-GIN-04", facts)).tried;
    expect((await rule("STRAI-GIN-04")).asks.map(({ fact }) => fact)).toEqual([
      "element.covers_multimodal",
      "system.multimodal",
    ]);
    expect(await tried("element.covers_multimodal=no&system.multimodal=yes")).toMatchObject({
      finding: "open",
    });
    expect(await tried("element.covers_multimodal=yes")).toMatchObject({ finding: "silent" });
    expect(await tried("element.covers_multimodal=no&system.multimodal=unknown")).toMatchObject({
      finding: "needs_answer",
      unknown: [{ fact: "system.multimodal" }],
    });
    expect((await rule("STRAI-FLW-02", "flow.encrypted=no")).tried).toMatchObject({ finding: "open" });
  });

  test("that is not there is not found, and facts that it does not ask for are refused", async () => {
    await expect(rule("STRAI-XXX-01")).rejects.toThrow();
    await expect(rule("STRAI-FLW-02", "flow.colour=red")).rejects.toThrow("The rule does not ask for it.");
    await expect(rule("STRAI-FLW-02", "flow.encrypted=perhaps")).rejects.toThrow("encrypted is yes or no");
    expect((await rule("PATH-01", "flow.encrypted=no")).tried).toBe(null);
  });
});
