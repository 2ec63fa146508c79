import "server-only";
import { evidenceRead } from "@/lib/domain/evidence/access";
import { getEvidenceHistory, readEvidence } from "@/lib/domain/evidence/queries/evidence";
import { evidenceColumns, freshnesses } from "@/lib/domain/evidence/schema";
import type { RegisterRow } from "@/lib/platform/register/column";
import { recordReport } from "@/lib/platform/register/record-report";
import type { Block } from "@/lib/platform/report/model";
import { factsOf, historyBlocks, shortInstant, textsOf } from "@/lib/platform/report/record-blocks";
import { capitalised } from "@/lib/platform/schema/capitalised";
import { sizeWords } from "@/lib/platform/schema/size-words";

type Read = Awaited<ReturnType<typeof readEvidence>>;

const facts = ["ref", "kind", "freshness", "validUntil", "owner", "unit", "tags", "records", "createdAt"];

/** One piece of evidence on paper: facts, versions with their digests, the records it bears on, history; or its row as CSV. */
export const oneEvidenceReport = recordReport({
  concept: "evidence",
  one: "One piece of evidence",
  permission: evidenceRead,
  looksBack: true,
  columns: evidenceColumns,
  async read(context, id) {
    const evidence = await readEvidence(context, id);
    return { row: evidence as Read & RegisterRow, unitId: evidence.unit.id };
  },
  async write({ actor }, row, words) {
    const { entries } = await getEvidenceHistory.execute(actor, { id: row.id });
    return {
      title: row.title,
      subtitle: `Evidence ${row.ref}`,
      state: freshnesses.find(({ value }) => value === row.freshness)?.label ?? row.freshness,
      sections: [
        { kind: "heading", level: 1, text: "The evidence" },
        factsOf(evidenceColumns, facts, row, words),
        ...textsOf(evidenceColumns, ["description"], row),
        ...withdrawal(row),
        ...versions(row, words.timeZone),
        ...records(row),
        ...historyBlocks(entries, words.timeZone),
      ],
    };
  },
});

function withdrawal({ withdrawnReason }: Read): Block[] {
  if (withdrawnReason === null) return [];
  return [
    { kind: "heading", level: 2, text: "Why it was withdrawn" },
    { kind: "paragraph", text: withdrawnReason },
  ];
}

function versions({ files }: Read, timeZone: string): Block[] {
  return [
    { kind: "heading", level: 1, text: "Versions" },
    {
      kind: "table",
      note: "The digest is of the bytes of the file as they are stored: the same file gives the same digest.",
      columns: [
        { label: "No.", weight: 0.5, align: "right" },
        { label: "File", weight: 2.4, rowHeader: true },
        { label: "Size", weight: 0.9, align: "right" },
        { label: "SHA-256", weight: 3.2 },
        { label: "Added", weight: 1.8 },
        { label: "What is new", weight: 2 },
      ],
      rows: files.map(({ number, fileName, size, sha256, addedBy, addedAt, note }) => [
        String(number),
        fileName,
        sizeWords(size),
        sha256,
        `${addedBy}\n${shortInstant(addedAt, timeZone)}`,
        note ?? "",
      ]),
      empty: "There is no file.",
    },
  ];
}

function records({ bearsOn }: Read): Block[] {
  return [
    { kind: "heading", level: 1, text: "What it bears on" },
    {
      kind: "table",
      columns: [
        { label: "Ref", weight: 0.8 },
        { label: "Record", weight: 4, rowHeader: true },
        { label: "Kind", weight: 1.2 },
      ],
      rows: bearsOn.map(({ ref, name, kind }) => [ref, name, capitalised(kind)]),
      empty: "It is attached to no record that the reader may see.",
    },
  ];
}
