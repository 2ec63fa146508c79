import { describe, expect, test } from "vitest";
import type { Block, Report } from "@/lib/platform/report/model";
import { type PdfOptions, renderPdfToBuffer } from "@/lib/platform/report/pdf/render-pdf";
import { type ReadPdf, readPdf, reference } from "@/tests/reports/read-pdf";
import { batches, heatMap, reportOf, rowsOf, tableOf } from "@/tests/reports/sample-report";

interface Tag {
  type: string;
  dictionary: string;
  kids: Tag[];
}

const sections: Block[] = [
  { kind: "heading", level: 1, text: "Summary" },
  { kind: "paragraph", text: "Nine risks." },
  heatMap,
  { kind: "heading", level: 2, text: "Risks" },
  { ...tableOf(rowsOf(60)), title: "All risks" },
  { kind: "facts", items: [{ label: "Owner", value: "Anna" }] },
  { kind: "heading", level: 1, text: "Sources", appendix: true },
  { kind: "sources", items: [{ text: "ISO/IEC 42001:2023" }] },
];

async function fileOf(blocks: readonly Block[], changes: Partial<Report> = {}, options: PdfOptions = {}) {
  return readPdf(await renderPdfToBuffer(reportOf(blocks, changes), options));
}

function rootOf(file: ReadPdf): string {
  return file.object(Number(/\/Root (\d+) 0 R/.exec(file.source.slice(-500))?.[1]));
}

function tagOf(file: ReadPdf, id: number): Tag {
  const dictionary = file.object(id);
  const kids = (/\/K\[(.*)\]>>$/s.exec(dictionary)?.[1] ?? "").replace(/<<.*?>>/g, "");
  const children = [...kids.matchAll(/(\d+) 0 R/g)].map(([, kid]) => tagOf(file, Number(kid)));
  return { type: /\/S\/(\w+)/.exec(dictionary)?.[1] ?? "", dictionary, kids: children };
}

function treeOf(file: ReadPdf): Tag {
  return tagOf(file, reference(file.object(reference(rootOf(file), "StructTreeRoot")), "K"));
}

const all = (tag: Tag, type: string): Tag[] => [
  ...(tag.type === type ? [tag] : []),
  ...tag.kids.flatMap((kid) => all(kid, type)),
];

describe("the tags of a report", () => {
  test("say heading, paragraph, figure, table and list in reading order", async () => {
    const file = await fileOf(sections);
    expect(rootOf(file)).toMatch(/\/Lang \(en\)/);
    expect(file.object(reference(rootOf(file), "MarkInfo"))).toContain("/Marked true");
    const order = treeOf(file).kids.map(({ type }) => type);
    expect(order.slice(order.indexOf("TOC") - 1)).toEqual([
      "H1",
      "TOC",
      "H1",
      "P",
      "Figure",
      "H2",
      "Table",
      "Table",
      "H1",
      "L",
      "H1",
      "Table",
    ]);
  });

  test("give a table its caption, column headings and row headings, once for all its pages", async () => {
    const file = await fileOf(sections);
    const [table] = all(treeOf(file), "Table");
    expect(table?.kids.map(({ type }) => type)).toEqual(["Caption", "THead", "TBody"]);
    const [caption, head, body] = table?.kids ?? [];
    expect(caption?.dictionary).toMatch(/\/K\[\d+\]/);
    expect(head && all(head, "TH").map(({ dictionary }) => dictionary.includes("/Scope/Column"))).toEqual(
      Array(4).fill(true),
    );
    expect(body?.kids).toHaveLength(60);
    expect(body?.kids[59]?.kids.map(({ type }) => type)).toEqual(["TH", "TD", "TD", "TD"]);
    expect(body?.kids[59]?.kids[0]?.dictionary).toContain("/Scope/Row");
  });

  test("tell what a figure shows", async () => {
    const [figure] = all(treeOf(await fileOf(sections)), "Figure");
    expect(figure?.dictionary).toContain(
      "/Alt (Current risk. Heat map of 9 risks, Likelihood by Impact. Rare and Minor: 4 \\(Low\\); Rare and Severe: 2 " +
        "\\(High\\); Likely and Minor: 1 \\(Low\\); Likely and Severe: 2 \\(High\\).)",
    );
  });

  test("own every marked piece of every page, and nothing else", async () => {
    const file = await fileOf(sections);
    const tree = file.object(reference(rootOf(file), "StructTreeRoot"));
    const parents = new Map(
      [...tree.matchAll(/(\d+) (\d+) 0 R/g)].map(([, key, id]) => [Number(key), Number(id)]),
    );
    for (const page of file.pages) {
      const marks = [...page.content.matchAll(/\/(\w+) <<\/MCID (\d+)>> BDC/g)];
      const key = Number(/\/StructParents (\d+)/.exec(file.object(page.id))?.[1]);
      const owners = [...file.object(parents.get(key) ?? 0).matchAll(/(\d+) 0 R/g)].map(([, id]) =>
        Number(id),
      );
      expect(owners).toHaveLength(marks.length);
      marks.forEach(([, type, index], at) => {
        expect(Number(index)).toBe(at);
        expect(file.object(owners[at] ?? 0)).toContain(`/S/${type}`);
      });
      const opened = page.content.match(/ B[DM]C\n/g)?.length;
      expect(page.content.match(/^EMC$/gm)).toHaveLength(opened ?? 0);
    }
  });

  test("go as far as 2,000 rows; a longer register, or one of unknown length, has bookmarks only", async () => {
    const tagged = async (rows: ReturnType<typeof tableOf>["rows"], rowCount?: number) => {
      const table = { ...tableOf(rows), ...(rowCount === undefined ? {} : { rowCount }) };
      const file = await fileOf([{ kind: "heading", level: 1, text: "Risks" }, table]);
      expect(rootOf(file)).toContain("/Outlines ");
      return rootOf(file).includes("/StructTreeRoot");
    };
    expect(await tagged(rowsOf(2_000))).toBe(true);
    expect(await tagged(rowsOf(2_001))).toBe(false);
    expect(await tagged(batches(10), 10)).toBe(true);
    expect(await tagged(batches(10))).toBe(false);
  });
});

describe("finding one's way", () => {
  test("bookmarks lead to the headings, level 2 below level 1", async () => {
    const file = await fileOf(sections);
    const titles: string[] = [];
    const walk = (id: number, depth: number) => {
      for (let item = id; item > 0; item = reference(file.object(item), "Next") || 0) {
        const dictionary = file.object(item);
        titles.push(`${"> ".repeat(depth)}${/\/Title \((.*?)\)/.exec(dictionary)?.[1]}`);
        const page = Number(/\/Dest \[(\d+) 0 R/.exec(dictionary)?.[1]);
        expect(file.pages.map(({ id: pageId }) => pageId)).toContain(page);
        walk(reference(dictionary, "First") || 0, depth + 1);
      }
    };
    walk(reference(file.object(reference(rootOf(file), "Outlines")), "First"), 0);
    expect(titles).toEqual(["1  Summary", "> 1.1  Risks", "Appendix A  Sources", "Verification"]);
  });

  test("each line of the contents is a link to a place that exists", async () => {
    const file = await fileOf(sections);
    const links = file.objects.filter((object) => object.includes("/Subtype /Link"));
    const targets = links.map((link) => /\/D \((\w+)\)/.exec(link)?.[1]);
    const names = file.object(reference(rootOf(file), "Names"));
    expect(targets).toEqual(["h1", "h2", "h3", "last"]);
    for (const target of targets) expect(names).toMatch(new RegExp(`\\(${target}\\) \\[\\d+ 0 R /XYZ`));
  });

  test("title, organisation and dates stand in the file's properties, whatever characters they hold", async () => {
    const file = await fileOf([], { title: 'Risk & <control> "A"', organisation: "Ærø A/S", language: "da" });
    const metadata = file.source.slice(
      file.source.indexOf("<?xpacket begin"),
      file.source.indexOf("<?xpacket end"),
    );
    expect(metadata).toContain("Risk &amp; &lt;control&gt; &quot;A&quot;");
    expect(metadata).toContain("<xmp:CreateDate>2026-11-23T13:05:00Z");
    expect(file.source).toContain("(D:20261123130500Z)");
    expect(rootOf(file)).toMatch(/\/Lang \(da\)/);
  });
});
