import "server-only";
import { evidencePath } from "@/lib/domain/audit-packs/contents/evidence-files";
import type { Gathered, PackAsked } from "@/lib/domain/audit-packs/contents/gather";
import { barsOf, counted, cut, mostOnPaper, registerTable } from "@/lib/domain/audit-packs/report/tables";
import type { Block, Row } from "@/lib/platform/report/model";

/** Returns the sections on what there is, and on the facts behind its classification. */
export function inventorySections(gathered: Gathered): Block[] {
  const { systems, classifications } = gathered.registers;
  return [
    { kind: "pageBreak" },
    { kind: "heading", level: 1, text: "Inventory" },
    barsOf(systems, "stage", "AI systems by stage of their life", "AI systems"),
    registerTable(
      gathered,
      systems,
      ["ref", "name", "unit", "owner", "stage", "criticality", "completeness"],
      "AI systems",
    ),
    ...gathered.parts
      .filter(({ rows }) => rows.length > 0)
      .map((part) =>
        registerTable(gathered, part, ["ref", "name", "unit", "owner", "completeness"], part.register.title),
      ),
    { kind: "heading", level: 1, text: "Classification" },
    {
      kind: "paragraph",
      text: "What each AI system is under the EU AI Act, by the answers to its decision tree, and whether another person has signed it. What is not classified is unknown, and unknown is not minimal risk.",
    },
    registerTable(
      gathered,
      classifications,
      ["ref", "name", "riskClass", "modelClass", "routes", "practicalFrom", "state"],
      "Classification under the EU AI Act",
    ),
    registerTable(
      gathered,
      systems,
      ["ref", "name", "euRoles", "affectedPeople", "automatedDecision", "generatesContent"],
      "Facts behind the classification",
    ),
  ];
}

/** Returns the sections on assessments, decisions and evidence. */
export function recordSections(gathered: Gathered, { leftOut }: PackAsked): Block[] {
  const { assessments, decisions, evidence } = gathered.registers;
  const files = !leftOut.includes("files");
  return [
    { kind: "heading", level: 1, text: "Assessments" },
    registerTable(
      gathered,
      assessments,
      ["ref", "title", "state", "owner", "dueOn", "unknown", "score"],
      counted(assessments.rows.length, "assessment"),
    ),
    { kind: "heading", level: 1, text: "Decisions" },
    registerTable(
      gathered,
      decisions,
      ["subject", "kind", "state", "requestedBy", "signer", "signedAt", "until"],
      `${counted(decisions.rows.length, "decision")} of the period or in force`,
    ),
    { kind: "heading", level: 1, text: "Evidence" },
    {
      kind: "table",
      title: counted(evidence.rows.length, "piece of evidence", "pieces of evidence"),
      ...cut(evidence.rows.length, "registers/evidence.csv"),
      columns: [
        { label: "Ref", weight: 0.7 },
        { label: "Title", weight: 2.2, rowHeader: true },
        { label: "Freshness", weight: 1 },
        { label: "Bears on", weight: 0.7, kind: "number", align: "right" },
        { label: "File and SHA-256", weight: 3 },
      ],
      rows: evidence.rows
        .slice(0, mostOnPaper)
        .map(
          (row): Row => [
            row.ref,
            String(row["title"]),
            evidence.register.columns
              .find(({ key }) => key === "freshness")
              ?.options?.find(({ value }) => value === row["freshness"])?.label ?? null,
            gathered.bearsOn.get(row.id)?.length ?? 0,
            `${(files ? evidencePath(row) : row["fileName"]) ?? "No file"}\n${row["sha256"] ?? ""}`,
          ],
        ),
      empty: "None.",
    },
  ];
}
