import "server-only";
import * as z from "zod";
import { type DrawnDocument, documentInput, readDocument } from "@/lib/domain/duties/documents/document";
import { documents, itemStates } from "@/lib/domain/duties/documents/schema";
import { classificationsRead } from "@/lib/domain/obligations/access";
import { classificationStates } from "@/lib/domain/obligations/classifications/schema";
import { command } from "@/lib/platform/operation/operation";
import { letterhead } from "@/lib/platform/report/letterhead";
import { type Block, badge } from "@/lib/platform/report/model";
import { pdfDownload, reportDay } from "@/lib/platform/report/report-file";

/** Annex IV or VIII of a system as a PDF, gaps printed as gaps; like every export it is in the audit trail. */
export const documentReport = command({
  name: "duties.documentReport",
  summary: "Annex IV technical documentation or Annex VIII registration sheet as PDF",
  permission: classificationsRead,
  input: z.strictObject(documentInput),
  run: async (context, asked) => {
    const read = await readDocument(context, asked);
    const kind = documents.find(({ value }) => value === asked.document) ?? documents[0];
    const head = await letterhead(context.tx);
    const { day, asOf } = reportDay(undefined, head.timeZone, context.now);
    const state = classificationStates.find(({ value }) => value === read.classification.state)?.label ?? "";
    const result = pdfDownload(
      `${read.system.ref}-${asked.document}-${day}.pdf`,
      {
        ...head,
        title: `${kind.label}: ${read.system.name}`,
        subtitle: `EU AI Act, ${kind.article}`,
        state: read.counts.gap + read.counts.partly > 0 ? "Draft with gaps" : "Draft",
        generatedFor: context.actor.name,
        ...{ asOf, wholeDay: true },
        sections: [...summary(read, state), ...read.sections.flatMap(sectionBlocks)],
      },
      "record",
    );
    const subject = { type: "duties", id: null, unitId: read.system.unit.id };
    return { result, change: { subject, before: null, after: asked } };
  },
});

function summary({ counts, law, system }: DrawnDocument, state: string): Block[] {
  return [
    { kind: "heading", level: 1, text: "How complete it is" },
    {
      kind: "paragraph",
      style: "lead",
      text: `Of ${counts.items} items ${counts.drawn} are drawn from the records, ${counts.partly} in part, and ${counts.gap} are gaps.`,
    },
    {
      kind: "paragraph",
      text: "Everything here is taken from the records of the organisation as they stand. What nobody has recorded is printed as a gap; nothing is made up. It is a draft, not the finished document.",
    },
    {
      kind: "facts",
      items: [
        { label: "AI system", value: `${system.ref} ${system.name}` },
        { label: "Business unit", value: system.unit.name },
        { label: "EU AI Act classification", value: state },
        { label: "Edition of the law", value: law.edition },
      ],
    },
  ];
}

function sectionBlocks({ ref, title, items }: DrawnDocument["sections"][number]): Block[] {
  return [
    { kind: "heading", level: 1, text: `${ref} ${title}` },
    ...items.flatMap((item): Block[] => [
      { kind: "heading", level: 2, text: `${item.ref} ${item.title}` },
      ...(item.asks ? [{ kind: "paragraph" as const, style: "muted" as const, text: item.asks }] : []),
      {
        kind: "facts",
        items: [
          {
            label: "State",
            value: badge(
              itemStates.find(({ value }) => value === item.state)?.label ?? item.state,
              itemStates.find(({ value }) => value === item.state)?.tone ?? "neutral",
            ),
          },
          ...item.lines.map(({ label, value }) => ({ label, value: value ?? "Gap: not recorded" })),
          ...item.controls.map((one) => ({
            label: `${one.ref} ${one.title}`,
            value: [
              one.implementation ?? "Gap: how it is carried out is not written down",
              ...one.evidence.map((piece) => `Evidence ${piece.ref} ${piece.title}, SHA-256 ${piece.sha256}`),
            ].join("\n"),
          })),
        ],
      },
    ]),
  ];
}
