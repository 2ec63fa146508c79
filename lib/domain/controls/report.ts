import "server-only";
import { controlsRead } from "@/lib/domain/controls/access";
import { getControlHistory, readControl } from "@/lib/domain/controls/queries/control";
import type { Judged } from "@/lib/domain/controls/rules";
import { controlColumns, controlStatuses, effects, labelOfOutcome } from "@/lib/domain/controls/schema";
import { evidenceOf } from "@/lib/domain/evidence/queries/linked";
import { freshnesses } from "@/lib/domain/evidence/schema";
import type { RegisterRow } from "@/lib/platform/register/column";
import { recordReport } from "@/lib/platform/register/record-report";
import type { Block } from "@/lib/platform/report/model";
import { factsOf, historyBlocks, textsOf } from "@/lib/platform/report/record-blocks";
import { formatDay } from "@/lib/platform/time/format-day";

type Read = Awaited<ReturnType<typeof readControl>>;

const facts = ["ref", "system", "unit", "owner", "status", "kind", "family", "testEveryDays", "nextTestOn"];
const labelIn = (options: readonly { value: string; label: string }[], value: string) =>
  options.find((one) => one.value === value)?.label ?? value;

/** One control on paper: facts, how it is carried out, effectiveness with its reasons, tests, evidence, history; or its row as CSV. */
export const oneControlReport = recordReport({
  concept: "controls",
  one: "One control",
  permission: controlsRead,
  looksBack: true,
  columns: controlColumns,
  async read(context, id) {
    const control = await readControl(context, id);
    return { row: control as Read & RegisterRow, unitId: control.unit.id };
  },
  async write(context, row, words) {
    const read: Read = row;
    const { entries } = await getControlHistory.execute(context.actor, { id: row.id });
    const linked = await evidenceOf(context, { type: "controls", ids: [row.id] });
    return {
      title: row.title,
      subtitle: `Control ${row.ref}`,
      state: labelIn(controlStatuses, row.status),
      sections: [
        { kind: "heading", level: 1, text: "The control" },
        factsOf(controlColumns, facts, row, words),
        ...(read.library ? [{ kind: "paragraph" as const, text: read.library.statement }] : []),
        ...textsOf(
          controlColumns,
          row.status === "not-applicable" ? ["statusReason", "implementation"] : ["implementation"],
          row,
        ),
        ...effectiveness(read),
        ...testTable(read.tests),
        {
          kind: "table",
          columns: [
            { label: "Evidence", weight: 4, rowHeader: true },
            { label: "Freshness", weight: 1.4 },
            { label: "SHA-256 of the newest version", weight: 3.2 },
          ],
          rows: (linked.get(row.id) ?? []).map(({ ref, title, freshness, file }) => [
            `${ref} ${title}`,
            labelIn(freshnesses, freshness),
            file.sha256,
          ]),
          empty: "No evidence is attached.",
        },
        ...historyBlocks(entries, words.timeZone),
      ],
    };
  },
});

function effectiveness({ design, operation }: Pick<Read, "design" | "operation">): Block[] {
  const row = (side: string, judged: Judged | null) => [
    side,
    judged ? labelIn(effects, judged.effect) : "Does not apply",
    judged ? `${judged.reason}${judged.by === "person" ? " (decided by a person)" : ""}` : "",
  ];
  return [
    { kind: "heading", level: 1, text: "Effectiveness" },
    {
      kind: "table",
      columns: [
        { label: "Side", weight: 1, rowHeader: true },
        { label: "Effectiveness", weight: 1.4 },
        { label: "Why", weight: 4 },
      ],
      rows: [row("Design", design), row("Operation", operation)],
      empty: "",
    },
  ];
}

function testTable(tests: Read["tests"]): Block[] {
  return [
    { kind: "heading", level: 1, text: "Tests and evidence" },
    {
      kind: "table",
      columns: [
        { label: "Tested on", weight: 1.1, rowHeader: true },
        { label: "Result", weight: 0.9 },
        { label: "What was done and found", weight: 4 },
        { label: "By", weight: 1.4 },
      ],
      rows: tests.map(({ testedOn, outcome, note, testedBy }) => [
        formatDay(testedOn),
        labelOfOutcome(outcome),
        note,
        testedBy,
      ]),
      empty: "It was never tested.",
    },
  ];
}
