import "server-only";
import { controlRef } from "@/lib/domain/controls/rules";
import { controlStatuses } from "@/lib/domain/controls/schema";
import { followAcceptances } from "@/lib/domain/threat-models/acceptance/follow";
import { reopenFor, threatChange } from "@/lib/domain/threat-models/commands/write-model";
import { threatRef } from "@/lib/domain/threat-models/rules";
import type { Change } from "@/lib/platform/audit/change";
import type { Control, Threat } from "@/lib/platform/database/generated/client";
import type { Context } from "@/lib/platform/operation/operation";
import { withinUnits } from "@/lib/platform/operation/within-units";

type Heard = Pick<Context, "tx" | "actor" | "units" | "now">;

const inPlace = ["implemented", "operating"];

/**
 * Asks about mitigated and verified threats again when a control against them is no longer in place or its newest test did
 * not pass, as far as this actor may write their models.
 */
export async function followControls(context: Heard, changes: readonly Change[]): Promise<Change[]> {
  const weaker = changes.flatMap(({ subject, before, after }) =>
    subject.type === "controls" && before && after && isWeaker(before as Control, after as Control)
      ? [after as Control]
      : [],
  );
  const further: Change[] = [];
  for (const control of weaker) further.push(...(await ask(context, control)));
  return further;
}

function isWeaker(before: Control, after: Control): boolean {
  const fell = inPlace.includes(before.status) && !inPlace.includes(after.status);
  return fell || (before.lastOutcome === "passed" && after.lastOutcome !== "passed");
}

async function ask(context: Heard, control: Control): Promise<Change[]> {
  const { tx } = context;
  const threats = await tx.threat.findMany({
    where: {
      state: { in: ["mitigated", "verified"] },
      controls: { some: { controlId: control.id, removedAt: null } },
      ...withinUnits(context),
    },
    include: { model: true },
    orderBy: { number: "asc" },
  });
  const changes: Change[] = [];
  for (const [, own] of Map.groupBy(threats, ({ threatModelId }) => threatModelId)) {
    const model = own[0]?.model;
    if (!model) continue;
    const asked: Threat[] = [];
    for (const { model: _model, ...before } of own) {
      const after = await markAsked(context, before, control);
      changes.push(threatChange(before, after));
      asked.push(after);
    }
    changes.push(...(await followAcceptances(context, model, asked)).changes);
    const reopened = await reopenFor(context, model, [
      `${controlRef(control.number)} ${control.title} is ${statusWord(control.status)}`,
      ...own.map(({ number }) => `${threatRef(number)} to confirm`),
    ]);
    changes.push(...reopened);
  }
  return changes;
}

async function markAsked({ tx }: Heard, before: Threat, control: Control): Promise<Threat> {
  const outcome = control.lastOutcome === null ? "" : `, newest test: ${control.lastOutcome}`;
  return tx.threat.update({
    where: { id: before.id },
    data: {
      ...{ state: "to-confirm", heldState: before.state, drift: "control-changed", decidedOn: null },
      driftReason: `${controlRef(control.number)} ${control.title} is ${statusWord(control.status)}${outcome}.`,
      version: { increment: 1 },
    },
  });
}

function statusWord(status: string): string {
  return (controlStatuses.find(({ value }) => value === status)?.label ?? status).toLowerCase();
}
