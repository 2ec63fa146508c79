import "server-only";
import * as z from "zod";
import type { Comparison } from "@/lib/domain/test-runs/findings/compare";
import { findingRef } from "@/lib/domain/test-runs/findings/rules";
import { keptWords } from "@/lib/domain/test-runs/imports/kept-words";
import type { ResultsRead } from "@/lib/domain/test-runs/read-results";
import { evaluatedOf } from "@/lib/domain/test-runs/rules";
import { nameOf } from "@/lib/domain/test-runs/summary";

/** So many findings, names and notes are listed; all of them are counted. */
const most = 200;

const count = z.int();

/** What was read of a file and what applying it does, as an import keeps it. */
export const toldShape = z.object({
  format: z.string(),
  formatVersion: z.string(),
  tool: z.string().nullable(),
  toolVersion: z.string().nullable(),
  targets: z.array(z.string()),
  complete: z.boolean(),
  failuresOnly: z.boolean(),
  exercise: z.boolean(),
  counts: z.object({
    evaluated: count,
    defended: count,
    vulnerable: count,
    errors: count,
    inconclusive: count,
    skipped: count,
  }),
  checks: count,
  passed: count,
  effects: z.object({
    create: count,
    update: count,
    close: count,
    reopen: count,
    "not-reproduced": count,
    held: count,
    "not-retested": count,
    "older-run": count,
    unmapped: count,
  }),
  findings: z.array(
    z.object({
      effect: z.string(),
      name: z.string(),
      id: z.uuid().nullable(),
      ref: z.string().nullable(),
      severity: z.string().nullable(),
      reason: z.string(),
    }),
  ),
  unmapped: z.array(z.string()),
  warnings: z.array(z.string()),
});

export type Told = z.output<typeof toldShape>;

/** Returns what was read of a file and what it makes of the findings, in words that may be kept. */
export function told(read: ResultsRead, { entries, notRetested, unmapped }: Comparison): Told {
  const { counts } = read;
  const many = (effect: string) => entries.filter((one) => one.effect === effect).length;
  const findings = [
    ...entries.map(({ effect, tested, known, after }) => ({
      ...{ effect, name: keptWords(nameOf(tested)), id: known?.id ?? null },
      ref: known ? findingRef(known.number) : null,
      severity: tested.severity ?? known?.severity ?? null,
      reason: after?.reason ?? tested.severityReason ?? "",
    })),
    ...notRetested.map(({ id, number, title, severity }) => ({
      ...{ effect: "not-retested", name: title, id, ref: findingRef(number), severity },
      reason: "The file holds no case of it, so it stays as it is.",
    })),
  ];
  return {
    ...{ format: read.format, formatVersion: keptWords(read.formatVersion) },
    ...{ tool: wordsOr(read.tool), toolVersion: wordsOr(read.toolVersion) },
    targets: read.targets.map(keptWords),
    ...{ complete: read.complete, failuresOnly: read.failuresOnly, exercise: read.exercise },
    counts: {
      ...{ evaluated: evaluatedOf(counts), defended: counts.defended, vulnerable: counts.vulnerable },
      ...{ errors: counts.error, inconclusive: counts.inconclusive, skipped: counts.skipped },
    },
    checks: read.checks.length,
    passed: read.checks.filter(({ counts: own }) => own.vulnerable === 0 && own.defended > 0).length,
    effects: {
      ...{ create: many("create"), update: many("update"), close: many("close"), reopen: many("reopen") },
      ...{ "not-reproduced": many("not-reproduced"), held: many("held"), "older-run": many("older-run") },
      ...{ "not-retested": many("not-retested") + notRetested.length, unmapped: unmapped.length },
    },
    findings: findings.toSorted((a, b) => order.indexOf(a.effect) - order.indexOf(b.effect)).slice(0, most),
    unmapped: unmapped.slice(0, most).map((one) => keptWords(nameOf(one))),
    warnings: read.warnings
      .slice(0, most)
      .map(({ line, message }) => keptWords(line === null ? message : `Line ${line}: ${message}`)),
  };
}

const order = [
  ...["create", "reopen", "close", "not-reproduced", "update"],
  ...["held", "not-retested", "older-run"],
];

function wordsOr(text: string | null): string | null {
  return text === null ? null : keptWords(text);
}
