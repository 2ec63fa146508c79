import "server-only";
import { stateWords } from "@/lib/domain/audit-packs/contents/coverage";
import { type Gathered, namesIn } from "@/lib/domain/audit-packs/contents/gather";
import type { FrameworkState } from "@/lib/domain/audit-packs/queries/coverage";
import { barsOf, counted, cut, mostOnPaper } from "@/lib/domain/audit-packs/report/tables";
import { coverageStates } from "@/lib/domain/controls/coverage/schema";
import type { RegisterRow } from "@/lib/platform/register/column";
import type { Block, Row } from "@/lib/platform/report/model";
import { dayIn } from "@/lib/platform/time/day";
import { formatDay } from "@/lib/platform/time/format-day";

/** Returns the sections on controls, on the coverage of each framework, and on what applies. */
export function coverageSections(gathered: Gathered, states: readonly FrameworkState[]): Block[] {
  const { controls } = gathered.registers;
  return [
    { kind: "heading", level: 1, text: "Controls" },
    {
      kind: "paragraph",
      text: `${counted(controls.rows.length, "control")} carried out or planned. One counts as effective only while a test shows it.`,
    },
    barsOf(controls, "operating", "Do they do what they should?", "controls"),
    controlTable(controls.rows),
    { kind: "heading", level: 1, text: "Coverage" },
    {
      kind: "paragraph",
      text: "Confirmed: a person said so. Inferred: it follows from a working control or from an equal requirement, and nobody has confirmed it. Related does not count.",
    },
    ...(states.length === 0
      ? [{ kind: "paragraph", style: "muted", text: "No framework was chosen for this pack." } as const]
      : []),
    ...states.flatMap(coverageBlocks),
    ...states.flatMap((state) => statementBlocks(gathered, state)),
  ];
}

function controlTable(rows: readonly RegisterRow[]): Block {
  const byTitle = new Map<string, RegisterRow[]>();
  for (const row of rows)
    byTitle.set(String(row["title"]), [...(byTitle.get(String(row["title"])) ?? []), row]);
  const titles = [...byTitle].sort(([a], [b]) => (a < b ? -1 : 1));
  const number = (all: readonly RegisterRow[], key: string, value: string) =>
    all.filter((row) => row[key] === value).length;
  return {
    kind: "table",
    title: `${counted(titles.length, "control")} by name, with where each is carried out`,
    ...cut(titles.length, "registers/controls.csv"),
    columns: [
      { label: "Control", weight: 3.4, rowHeader: true },
      ...["Places", "Operating", "Tested", "Effective", "Not effective"].map((label) => ({
        label,
        weight: 0.9,
        kind: "number" as const,
        align: "right" as const,
      })),
    ],
    rows: titles
      .slice(0, mostOnPaper)
      .map(
        ([title, all]): Row => [
          title,
          all.length,
          number(all, "status", "operating"),
          number(all, "test", "passed"),
          number(all, "operating", "effective"),
          number(all, "operating", "ineffective"),
        ],
      ),
    empty: "None.",
  };
}

function coverageBlocks({ places }: FrameworkState): Block[] {
  return places.flatMap(({ framework, place, counts, spots }): Block[] => [
    {
      kind: "heading",
      level: 2,
      text:
        places.length > 1 ? `${framework.name}: ${place.system?.name ?? place.unit.name}` : framework.name,
    },
    {
      kind: "bars",
      title: "How far its requirements are covered",
      counted: spots > 1 ? `requirements, each by the worst of ${spots} AI systems` : "requirements",
      bars: coverageStates.map(({ value, label, tone }) => ({
        label,
        value: counts[value],
        of: counts.all,
        tone,
      })),
    },
  ]);
}

function statementBlocks(gathered: Gathered, { statement }: FrameworkState): Block[] {
  const { framework, unit, lines, pending } = statement;
  const excluded = lines.filter(({ applicable }) => !applicable);
  const approval =
    approvalWords(gathered, statement) ??
    (pending ? "Approval was asked for; nobody had signed." : "Nobody had approved it.");
  return [
    { kind: "heading", level: 1, text: `Statement of Applicability: ${framework.name}` },
    {
      kind: "paragraph",
      text: `Of ${counted(lines.length, "requirement")}, ${lines.length - excluded.length} apply to ${unit.name} and everything below it. ${approval}`,
    },
    {
      kind: "table",
      title: "What does not apply",
      columns: [
        { label: "Ref", weight: 0.8 },
        { label: "Requirement", weight: 2.4, rowHeader: true },
        { label: "Why it does not apply", weight: 3.4 },
      ],
      rows: excluded.map(({ ref, title, reason }) => [ref, title, reason]),
      empty: "Every requirement applies.",
    },
    {
      kind: "table",
      title: "What applies",
      columns: [
        { label: "Ref", weight: 1.1 },
        { label: "Requirement", weight: 3, rowHeader: true },
        { label: "Covered", weight: 1.2 },
        { label: "Controls", weight: 0.8, kind: "number", align: "right" },
      ],
      rows: lines
        .filter(({ applicable }) => applicable)
        .map(({ ref, title, state, controls }): Row => [ref, title, stateWords(state), controls.length]),
    },
  ];
}

// Who signed stands in the register of decisions, there without a name where names are left out.
function approvalWords({ frame, registers }: Gathered, { id, approved }: FrameworkState["statement"]) {
  if (!approved) return null;
  const signed = registers.decisions.rows.find(
    (row) => row["subjectId"] === id && row["state"] === "granted",
  );
  const by = namesIn(signed?.["signer"])[0]?.name ?? "another person";
  const at = signed?.["signedAt"];
  const on = typeof at === "string" ? ` on ${formatDay(dayIn(frame.timeZone, new Date(at)))}` : "";
  return `Approved by ${by}${on}${approved.until ? `, until ${formatDay(approved.until)}` : ""}.`;
}
