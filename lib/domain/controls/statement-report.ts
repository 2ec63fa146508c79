import "server-only";
import * as z from "zod";
import { controlsRead } from "@/lib/domain/controls/access";
import { type CoverageState, coverageStates } from "@/lib/domain/controls/coverage/schema";
import { readStatement, type Statement, statementInput } from "@/lib/domain/controls/queries/statement";
import { controlStatuses, statementKind } from "@/lib/domain/controls/schema";
import { liveDecisions } from "@/lib/domain/decisions/queries";
import { Download } from "@/lib/platform/http/download";
import { type Context, command } from "@/lib/platform/operation/operation";
import { letterhead } from "@/lib/platform/report/letterhead";
import { type Block, badge } from "@/lib/platform/report/model";
import { pdfDownload, reportDay } from "@/lib/platform/report/report-file";
import { dayText } from "@/lib/platform/time/day";
import { formatDay } from "@/lib/platform/time/format-day";
import { type SheetCell, workbookMediaType, writeWorkbook } from "@/lib/platform/workbook/write";

const stateOf = (state: CoverageState) => coverageStates.find(({ value }) => value === state);
const statusOf = (status: string) => controlStatuses.find(({ value }) => value === status)?.label ?? status;
const applies = "Applies: nothing excludes it.";

/** The Statement of Applicability as a PDF or a workbook; like every export it is in the audit trail. */
export const statementReport = command({
  name: "statements.report",
  summary: "The Statement of Applicability as PDF or Excel",
  permission: controlsRead,
  input: z.strictObject({
    ...statementInput,
    format: z
      .enum(["pdf", "xlsx"], { error: "Say with ?format= what you want: pdf or xlsx." })
      .default("pdf"),
  }),
  run: async (context, { format, ...asked }) => {
    const statement = await readStatement(context, asked);
    const approval = await approvalOf(context, statement.id);
    const head = await letterhead(context.tx);
    const { day, asOf } = reportDay(undefined, head.timeZone, context.now);
    const name = `statement-of-applicability-${asked.framework}-${day}.${format}`;
    const title = `Statement of Applicability: ${statement.framework.name}`;
    const result =
      format === "xlsx"
        ? new Download(
            name,
            workbookMediaType,
            writeWorkbook(
              [
                {
                  name: "Applicability",
                  widths: [12, 44, 14, 50, 18, 60],
                  table: true,
                  rows: sheetRows(statement),
                },
              ],
              { title, author: context.actor.name, made: context.now },
            ),
          )
        : pdfDownload(
            name,
            {
              ...head,
              title,
              subtitle: `${statement.unit.name}, version ${statement.framework.version}`,
              state: approval.state,
              generatedFor: context.actor.name,
              ...{ asOf, wholeDay: true },
              sections: sections(statement, approval.facts),
            },
            "record",
          );
    const subject = { type: "statements", id: null, unitId: asked.unitId };
    return { result, change: { subject, before: null, after: { format, ...asked } } };
  },
});

async function approvalOf({ tx }: Context, id: string) {
  const { pending, inForce } = await liveDecisions(tx, statementKind, id);
  if (!inForce)
    return {
      state: pending ? "Waiting for approval" : "Not approved",
      facts: [
        { label: "Approval", value: pending ? "Asked for; nobody has signed." : "Nobody has approved it." },
      ],
    };
  const signer = await tx.person.findUnique({
    where: { id: inForce.signerId ?? "" },
    select: { name: true },
  });
  const until = formatDay(dayText(inForce.until) ?? "");
  return {
    state: `Approved until ${until}`,
    facts: [
      { label: "Approved by", value: signer?.name ?? "Plumbline" },
      { label: "Until", value: until },
      { label: "Reason", value: inForce.signerReason },
      { label: "Digest of what was signed", value: inForce.digest },
    ],
  };
}

function sections(
  { lines, framework, unit }: Statement,
  approval: { label: string; value: string | null }[],
): Block[] {
  const excluded = lines.filter(({ applicable }) => !applicable);
  const counted = coverageStates.map(({ value, label }) => ({
    label,
    value: String(lines.filter(({ state }) => state === value).length),
  }));
  return [
    { kind: "heading", level: 1, text: "What this statement says" },
    {
      kind: "paragraph",
      style: "lead",
      text: `Of ${lines.length} requirements of ${framework.name}, ${lines.length - excluded.length} apply to ${unit.name} and everything below it, and ${excluded.length} do not.`,
    },
    {
      kind: "paragraph",
      text: "A requirement applies unless it is excluded with a reason. How far each is covered is said as it stands today: confirmed by a person, inferred from a working control, only related, or open. Inferred is not confirmed, and related does not count.",
    },
    { kind: "facts", items: [...counted, ...approval] },
    { kind: "heading", level: 1, text: "What does not apply" },
    {
      kind: "table",
      columns: [
        { label: "Ref", weight: 0.7 },
        { label: "Requirement", weight: 2.4, rowHeader: true },
        { label: "Why it does not apply", weight: 3.4 },
        { label: "Excluded by", weight: 1.3 },
      ],
      rows: excluded.map(({ ref, title, reason, excludedAt }) => [ref, title, reason, excludedAt]),
      empty: "Every requirement applies.",
    },
    { kind: "heading", level: 1, text: "Every requirement" },
    {
      kind: "table",
      columns: [
        { label: "Ref", weight: 0.7 },
        { label: "Requirement", weight: 2.3, rowHeader: true },
        { label: "Applies", weight: 0.6 },
        { label: "Covered", weight: 1.1, kind: "badge" },
        { label: "Controls", weight: 3 },
      ],
      rows: lines.map(({ ref, title, applicable, state, controls }) => [
        ref,
        title,
        applicable ? "Yes" : "No",
        badge(stateOf(state)?.label ?? state, stateOf(state)?.tone ?? "neutral"),
        controlWords(controls),
      ]),
    },
  ];
}

const most = 6;

function controlWords(controls: Statement["lines"][number]["controls"]): string | null {
  if (controls.length === 0) return null;
  const shown = controls
    .slice(0, most)
    .map(({ ref, title, status }) => `${ref} ${title} (${statusOf(status)})`);
  const rest = controls.length - shown.length;
  return [...shown, ...(rest > 0 ? [`and ${rest} more`] : [])].join("\n");
}

async function* sheetRows({ lines }: Statement): AsyncGenerator<SheetCell[][]> {
  yield [
    ["Ref", "Requirement", "Applies", "Justification", "Covered", "Controls"].map((value) => ({
      value,
      bold: true,
    })),
  ];
  yield lines.map(({ ref, title, applicable, reason, state, controls }): SheetCell[] => [
    { value: ref },
    { value: title },
    { value: applicable ? "Yes" : "No" },
    { value: reason ?? applies },
    { value: stateOf(state)?.label ?? state, tone: stateOf(state)?.tone ?? "neutral" },
    { value: controls.map((one) => `${one.ref} ${one.title} (${statusOf(one.status)})`).join("\n") || null },
  ]);
}
