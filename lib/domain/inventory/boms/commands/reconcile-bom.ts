import "server-only";
import * as z from "zod";
import { bomsReconcile } from "@/lib/domain/inventory/boms/access";
import { findBom } from "@/lib/domain/inventory/boms/queries";
import type { Finding } from "@/lib/domain/inventory/boms/reconcile/compare";
import { compareStored, rememberedMatches } from "@/lib/domain/inventory/boms/reconcile/found-bom";
import { type Picked, takeOver } from "@/lib/domain/inventory/boms/reconcile/take-over";
import { bomRecord, type Choice, choiceField, choices, matches } from "@/lib/domain/inventory/boms/schema";
import { assertMay, authorOf } from "@/lib/domain/inventory/references";
import { Conflict, Invalid } from "@/lib/platform/errors/public-error";
import { command } from "@/lib/platform/operation/operation";
import { assertWon } from "@/lib/platform/operation/version";
import { recordVersion } from "@/lib/platform/schema/shape";

/** Settles differences: theirs is taken over by the rules of the register, ours is kept, or it waits; all or nothing. */
export const reconcileBom = command({
  name: "boms.reconcile",
  summary: "Take over, keep or leave for later the differences of a bill of materials",
  permission: bomsReconcile,
  input: z.strictObject({
    ...recordVersion,
    takeAll: z.boolean({ error: "Say true or false." }).default(false),
    choices: z.array(choiceField).max(5_000).default([]),
  }),
  output: bomRecord,
  timeoutMs: 120_000,
  run: async (context, { id, version, takeAll, choices: asked }) => {
    const { tx, now } = context;
    const before = await findBom(context, id);
    assertMay(context, before.unitId);
    const compared = await compareStored(context, before);
    const picked = pick(compared.open, asked, takeAll);
    const origin = `Bill of materials ${before.serialNumber ?? before.fileName}, version ${before.bomVersion} (SHA-256 ${before.sha256})`;
    const answers = Object.fromEntries(
      picked.flatMap((one) => (one.finding.kind === "match" ? [[one.finding.ref, one.partId ?? "new"]] : [])),
    );
    const { changes, created } = await takeOver(
      context,
      compared,
      picked.filter(({ choice }) => choice === "take"),
      origin,
    );
    const remembered = {
      ...matches.parse(before.matches),
      ...rememberedMatches(compared),
      ...created,
      ...answers,
    };
    const by = authorOf(context.actor);
    const decided: Record<string, Choice> = { ...choices.parse(before.choices) };
    for (const { finding, choice, reason } of picked)
      decided[finding.key] = {
        choice,
        theirs: finding.theirs,
        reason: reason ?? null,
        by,
        at: now.toISOString(),
      };
    const left = (await compareStored(context, { ...before, matches: remembered, choices: decided })).open
      .length;
    const updated = await tx.bom.updateMany({
      where: { id, version },
      data: {
        ...{
          matches: remembered,
          choices: decided,
          open: left,
          reconciledAt: now,
          version: { increment: 1 },
        },
        state: left > 0 ? "open" : "reconciled",
      },
    });
    await assertWon(updated, () => findBom(context, id));
    const after = await findBom(context, id);
    const own = { subject: { type: "boms", id, unitId: after.unitId }, before, after };
    return { result: { ...after, createdAt: after.createdAt.toISOString() }, changes: [...changes, own] };
  },
});

// "Take all" takes what the document says, and nothing from its silence: parts that it does not name stay in use.
function pick(
  open: readonly Finding[],
  asked: readonly z.infer<typeof choiceField>[],
  takeAll: boolean,
): Picked[] {
  const byKey = new Map(asked.map((choice) => [choice.key, choice]));
  const unknown = asked.find(({ key }) => !open.some((finding) => finding.key === key));
  if (unknown)
    throw new Conflict("One of these differences is gone: the register or the choices changed. Look again.");
  const silent = asked.findIndex(({ choice, reason }) => choice === "keep" && reason === undefined);
  if (silent >= 0)
    throw new Invalid([
      { path: `choices.${silent}.reason`, message: "Say why what the register says is kept." },
    ]);
  return open.flatMap((finding): Picked[] => {
    const choice = byKey.get(finding.key);
    const bulk = takeAll && finding.can && !["absent", "match"].includes(finding.kind);
    if (!choice) return bulk ? [{ finding, choice: "take" }] : [];
    if (choice.choice === "take") assertTakable(finding, choice.partId);
    return [{ finding, ...choice }];
  });
}

function assertTakable({ key, kind, can, candidates }: Finding, partId: string | null | undefined): void {
  const refuse = (message: string) => {
    throw new Invalid([{ path: "choices", message: `${key}: ${message}` }]);
  };
  if (!can) refuse("You may not change this record. Ask the unit that keeps it.");
  if (kind !== "match") return;
  if (partId === undefined) refuse("Say which record it is, or null for a new one.");
  if (partId !== null && !candidates.some(({ id }) => id === partId))
    refuse("That record is not one of those that fit.");
}
