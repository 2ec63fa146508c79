import "server-only";
import * as z from "zod";
import { visibleTo } from "@/lib/domain/test-runs/access";
import { gatesRead } from "@/lib/domain/test-runs/gate/access";
import { asJunit, asMarkdown, asSarif } from "@/lib/domain/test-runs/gate/gate-reports";
import { verdictColumns, verdictForms, verdictRef } from "@/lib/domain/test-runs/gate/schema";
import { answerOfVerdict } from "@/lib/domain/test-runs/gate/verdict";
import { runRef } from "@/lib/domain/test-runs/runs/schema";
import { recordHistory } from "@/lib/platform/audit/history";
import type { Prisma } from "@/lib/platform/database/generated/client";
import { NotFound } from "@/lib/platform/errors/public-error";
import { Download } from "@/lib/platform/http/download";
import { type Context, query } from "@/lib/platform/operation/operation";
import type { RegisterRow } from "@/lib/platform/register/column";
import { refNumber } from "@/lib/platform/register/reference";
import { register } from "@/lib/platform/register/register";

const named = { select: { id: true, name: true } } as const;
const include = {
  system: { select: { id: true, name: true, unit: named } },
} as const satisfies Prisma.GateVerdictInclude;
type Read = Prisma.GateVerdictGetPayload<{ include: typeof include }>;

function toRow(read: Read) {
  const { answer: _answer, questionDigest: _digest, unitId: _unit, createdById: _by, ...verdict } = read;
  const { unit, ...system } = read.system;
  return {
    ...verdict,
    ...{ ref: verdictRef(verdict.number), version: 1, system, unit },
    createdAt: verdict.createdAt.toISOString(),
  } satisfies RegisterRow;
}

/** The register of what gates decided: list, count and batches. */
export const verdictRegister = register<
  Prisma.GateVerdictWhereInput,
  Prisma.GateVerdictOrderByWithRelationInput
>({
  concept: "gate-verdicts",
  title: "Gate verdicts",
  columns: verdictColumns,
  permission: gatesRead,
  sort: "-createdAt",
  visibleTo,
  search: (words) => ({
    OR: [
      { policyKey: { contains: words, mode: "insensitive" } },
      { branch: { contains: words, mode: "insensitive" } },
      { commit: { contains: words, mode: "insensitive" } },
      { system: { name: { contains: words, mode: "insensitive" } } },
      { number: { in: refNumber(words, "GV") ?? [] } },
    ],
  }),
  fetch: async (tx, what) => (await tx.gateVerdict.findMany({ ...what, include })).map(toRow),
  count: (tx, where) => tx.gateVerdict.count({ where }),
});

const byId = z.strictObject({ id: z.uuid({ error: "Is not the id of a record." }) });

/** One verdict: the answer as it was given, with the runs that it was decided on. */
export const getVerdict = query({
  name: "gate-verdicts.get",
  summary: "One verdict of a gate, as it was given",
  permission: gatesRead,
  input: byId,
  run: async (context, { id }) => {
    const found = await heldVerdict(context, id);
    const runs = await context.tx.testRun.findMany({
      where: { id: { in: found.runIds } },
      select: { id: true, number: true, tool: true, fileName: true },
      orderBy: { number: "asc" },
    });
    return {
      ...toRow(found),
      policyId: found.policyId,
      answer: answerOfVerdict(found),
      runs: runs.map(({ number, ...run }) => ({ ...run, ref: runRef(number) })),
    };
  },
});

/** What happened to a verdict. */
export const getVerdictHistory = query({
  name: "gate-verdicts.history",
  summary: "The audit entries of a verdict",
  permission: gatesRead,
  input: byId,
  run: async (context, { id }) => {
    await heldVerdict(context, id);
    return { entries: await recordHistory(context, "gate-verdicts", id, {}) };
  },
});

/** A verdict as a file: JSON, Markdown for a comment on a change, JUnit XML or SARIF 2.1.0. */
export const verdictReport = query({
  name: "gate-verdicts.report",
  summary: "A verdict of a gate as JSON, Markdown, JUnit XML or SARIF",
  permission: gatesRead,
  input: byId.extend({
    format: z.enum(verdictForms, { error: `format takes: ${verdictForms.join(", ")}.` }).default("json"),
  }),
  run: async (context, { id, format }) => {
    const found = await heldVerdict(context, id);
    const answer = answerOfVerdict(found);
    const { type, end, text } = {
      json: { type: "application/json", end: "json", text: () => JSON.stringify(answer) },
      markdown: { type: "text/markdown; charset=utf-8", end: "md", text: () => asMarkdown(answer) },
      junit: { type: "application/xml", end: "xml", text: () => asJunit(answer) },
      sarif: {
        type: "application/sarif+json",
        end: "sarif",
        text: () => JSON.stringify(asSarif(answer)),
      },
    }[format];
    return new Download(`${verdictRef(found.number)}.${end}`, type, new Blob([text()]).stream());
  },
});

async function heldVerdict(context: Context, id: string): Promise<Read> {
  const found = await context.tx.gateVerdict.findFirst({
    where: { AND: [{ id }, visibleTo(context)] },
    include,
  });
  if (!found) throw new NotFound();
  return found;
}
