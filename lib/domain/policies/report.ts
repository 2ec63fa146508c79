import "server-only";
import * as z from "zod";
import { policiesRead } from "@/lib/domain/policies/access";
import { pairedRequirements } from "@/lib/domain/policies/paired";
import { namesOf, placeOf, policyInput, proposedFor, templateOf } from "@/lib/domain/policies/queries";
import {
  filledPolicy,
  gapsOf,
  type Names,
  type Paired,
  partsOf,
  policyText,
  servedWords,
} from "@/lib/domain/policies/rules";
import type { PolicyTemplate } from "@/lib/domain/policies/schema";
import { Download } from "@/lib/platform/http/download";
import { command } from "@/lib/platform/operation/operation";
import { letterhead } from "@/lib/platform/report/letterhead";
import type { Block } from "@/lib/platform/report/model";
import { pdfDownload, reportDay } from "@/lib/platform/report/report-file";

/** A policy with the organisation's names as a PDF, or as Markdown to be edited; like every export it is in the audit trail. */
export const policyReport = command({
  name: "policies.report",
  summary: "Save a policy with the organisation's names as PDF or editable text",
  permission: policiesRead,
  input: z.strictObject({
    ...policyInput,
    format: z.enum(["pdf", "md"], { error: "Say with ?format= what you want: pdf or md." }).default("pdf"),
  }),
  run: async (context, { key, format, ...given }) => {
    const template = templateOf(key);
    const values = { ...(await proposedFor(context)), ...given };
    const policy = filledPolicy(template, values);
    const gaps = gapsOf(template, values);
    const paired = await pairedRequirements(context.tx, template);
    const names = await namesOf(context.tx, template, paired);
    const head = await letterhead(context.tx);
    const { day, asOf } = reportDay(undefined, head.timeZone, context.now);
    const name = `${key}-${day}.${format}`;
    const result =
      format === "md"
        ? new Download(
            name,
            "text/markdown; charset=utf-8",
            new Blob([policyText(policy, paired, names)]).stream(),
          )
        : pdfDownload(
            name,
            {
              ...head,
              title: policy.title,
              subtitle: `For: ${policy.audience}`,
              state: gaps.length > 0 ? `Draft: ${gaps.length} still to be filled in` : "Draft",
              generatedFor: context.actor.name,
              ...{ asOf, wholeDay: true },
              sections: sections(policy, gaps, { paired, names }),
            },
            "record",
          );
    const subject = { type: "policies", id: null, unitId: (await placeOf(context)).id };
    return { result, change: { subject, before: null, after: { key, format, ...values } } };
  },
});

function sections(
  policy: PolicyTemplate,
  gaps: PolicyTemplate["placeholders"],
  { paired, names }: { paired: Readonly<Record<string, readonly Paired[]>>; names: Names },
): Block[] {
  const heading = (text: string): Block => ({ kind: "heading", level: 1, text });
  const clauses = partsOf(policy);
  return [
    ...(gaps.length > 0
      ? [
          heading("Still to be filled in"),
          { kind: "facts", items: gaps.map(({ label, help }) => ({ label, value: help })) } as const,
        ]
      : []),
    heading("Purpose"),
    { kind: "paragraph", style: "lead", text: policy.purpose },
    heading("Scope"),
    { kind: "paragraph", text: policy.scope },
    heading("Roles"),
    { kind: "facts", items: policy.roles.map(({ role, duty }) => ({ label: role, value: duty })) },
    heading("Principles"),
    { kind: "list", items: policy.principles },
    heading("Rules"),
    ...clauses.flatMap(({ number, title, clauses: lines }): Block[] => [
      { kind: "heading", level: 2, text: `Part ${number}: ${title}` },
      ...lines.map((clause): Block => ({ kind: "paragraph", text: `${clause.number}  ${clause.text}` })),
    ]),
    heading("Requirements and controls behind each rule"),
    {
      kind: "table",
      columns: [
        { label: "Rule", weight: 0.6, rowHeader: true },
        { label: "Requirements", weight: 4 },
        { label: "Controls", weight: 2.6 },
      ],
      rows: clauses.flatMap(({ clauses: lines }) =>
        lines.map((line) => [
          line.number,
          servedWords(line, paired, names).join("; "),
          line.controls.map((one) => names[one]).join("; "),
        ]),
      ),
    },
  ];
}
