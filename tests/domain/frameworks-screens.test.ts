import { beforeAll, describe, expect, test } from "vitest";
import { comparisonOf } from "@/lib/domain/frameworks/comparison";
import { compareFrameworks, getFramework, listFrameworks } from "@/lib/domain/frameworks/queries/browse";
import { shippedFrameworks } from "@/lib/domain/frameworks/queries/shipped";
import type { CrosswalkRow, Framework } from "@/lib/domain/frameworks/schema";
import type { TreeLine } from "@/lib/domain/frameworks/tree";
import type { Actor } from "@/lib/platform/access/actor";
import { NotFound } from "@/lib/platform/errors/public-error";
import { createWorld, personWith } from "@/tests/support/world";

let reader: Actor;

beforeAll(async () => {
  const world = await createWorld();
  reader = await personWith("reader", world.claims);
});

const flat = (lines: readonly TreeLine[]): TreeLine[] =>
  lines.flatMap((line) => [line, ...flat(line.children)]);

describe("the frameworks on screen", () => {
  test("are listed to every reader with what can be fulfilled and with which others they are compared", async () => {
    const { entries } = await listFrameworks.execute(reader, {});
    const rmf = entries.find(({ key }) => key === "nist-ai-rmf");
    expect(rmf).toMatchObject({ lines: 95, assessable: 72 });
    expect(rmf?.partners.map(({ key }) => key)).toEqual([
      "iso-42001",
      "nist-ai-600-1",
      "eu-ai-act",
      "soc2-tsc-2017",
    ]);
    expect(entries.find(({ key }) => key === "mitre-atlas")?.partners).toEqual([]);
  });

  test.each(shippedFrameworks().map(({ key, requirements }) => [key, requirements] as const))(
    "show every line of %s once in its tree",
    async (key, requirements) => {
      const { tree, found } = await getFramework.execute(reader, { key });
      const own = new Set(requirements.map(({ ref }) => ref));
      expect(
        flat(tree)
          .map(({ ref }) => ref)
          .filter((ref) => own.has(ref))
          .sort(),
      ).toEqual([...own].sort());
      expect(found).toBe(requirements.length);
      expect(tree.reduce((sum, { below, assessable }) => sum + below + Number(assessable), 0)).toBe(
        requirements.filter(({ assessable }) => assessable).length,
      );
    },
  );

  test("put actions of NIST AI 600-1 below the subcategory of the AI RMF that they belong to", async () => {
    const { tree } = await getFramework.execute(reader, { key: "nist-ai-600-1", q: "GV-1.1-001" });
    expect(tree).toMatchObject([{ ref: "GOVERN 1.1", assessable: false, children: [{ ref: "GV-1.1-001" }] }]);
  });

  test("are searched by every word, and show the headings above what is found", async () => {
    const { tree, found } = await getFramework.execute(reader, {
      key: "eu-ai-act",
      q: "ART. 49(2) readings",
    });
    expect(found).toBe(1);
    expect(flat(tree).map(({ ref }) => ref)).toEqual([
      "Chapter III",
      "Chapter III Section 5",
      "Art. 49",
      "Art. 49(2)",
    ]);
    expect(flat(tree).at(-1)).toMatchObject({
      appliesFrom: "2 Aug 2026",
      practicalFrom: "2 Dec 2027 (Annex III)",
      appliesTo: ["Provider", "Authorised representative"],
    });
    expect(flat(tree).at(-1)?.doubts).toHaveLength(1);
    expect((await getFramework.execute(reader, { key: "eu-ai-act", q: "zebra" })).tree).toEqual([]);
  });

  test("are not found by a name that none has", async () => {
    await expect(getFramework.execute(reader, { key: "iso-9001" })).rejects.toBeInstanceOf(NotFound);
    await expect(compareFrameworks.execute(reader, { from: "iso-42001", to: "x" })).rejects.toBeInstanceOf(
      NotFound,
    );
  });
});

describe("comparing two frameworks", () => {
  test("carries the AI RMF over to all 212 actions of its generative profile, and nothing back", async () => {
    const forth = await compareFrameworks.execute(reader, { from: "nist-ai-rmf", to: "nist-ai-600-1" });
    expect(forth.counts).toEqual({ all: 212, carried: 212, related: 0, judged: 0, unmentioned: 0 });
    const back = await compareFrameworks.execute(reader, { from: "nist-ai-600-1", to: "nist-ai-rmf" });
    expect(back.carried).toEqual([]);
    expect(back.related).toHaveLength(212);
    expect(back.counts.related + back.counts.unmentioned).toBe(72);
  });

  test("says that most is only related, and keeps our judgement apart from what is published", async () => {
    const published = await compareFrameworks.execute(reader, { from: "iso-42001", to: "nist-ai-rmf" });
    expect([published.carried.length, published.related.length, published.judged.length]).toEqual([
      0, 280, 0,
    ]);
    const judged = await compareFrameworks.execute(reader, { from: "eu-ai-act", to: "iso-42001" });
    expect([judged.carried.length, judged.related.length, judged.judged.length]).toEqual([0, 0, 139]);
    expect(judged.judged.every(({ confidence }) => confidence.startsWith("judgement_"))).toBe(true);
    const { all, ...parts } = judged.counts;
    expect(Object.values(parts).reduce((sum, part) => sum + part)).toBe(all);
  });

  test("never carries a row of judgement, not even one that says equal, and says nothing of strangers", async () => {
    const [from, to] = ["iso-42001", "iso-27001-2022"].map((key) =>
      shippedFrameworks().find((one) => one.key === key),
    );
    const row = (basis: CrosswalkRow["basis"]): CrosswalkRow => ({
      source: { framework: "iso-27001-2022", ref: "5.1" },
      target: { framework: "iso-42001", ref: "5.1" },
      relationship: "equal",
      basis,
      statedBy: "a test",
      confidence: basis === "published" ? "published" : "judgement_high",
      note: null,
    });
    const compared = (basis: CrosswalkRow["basis"]) =>
      comparisonOf([row(basis)], from as Framework, to as Framework);
    expect([compared("published").carried.length, compared("published").judged.length]).toEqual([1, 0]);
    expect([compared("judgement").carried.length, compared("judgement").judged.length]).toEqual([0, 1]);
    expect(
      (await compareFrameworks.execute(reader, { from: "mitre-atlas", to: "iso-42001" })).counts.unmentioned,
    ).toBe(70);
  });
});
