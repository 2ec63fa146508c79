import "server-only";
import * as z from "zod";
import {
  controlsApprove,
  controlsEdit,
  controlsRead,
  controlsTest,
  visibleTo,
} from "@/lib/domain/controls/access";
import { libraryInForce } from "@/lib/domain/controls/queries/library-in-force";
import { dated, rowInclude, toRow } from "@/lib/domain/controls/queries/row";
import { controlRef, designOf, operationOf } from "@/lib/domain/controls/rules";
import { controlHistory, exceptionKind } from "@/lib/domain/controls/schema";
import { liveDecisions } from "@/lib/domain/decisions/queries";
import { signingRights } from "@/lib/domain/decisions/rules";
import { timeZoneOf } from "@/lib/domain/organization/settings/queries";
import { may } from "@/lib/platform/access/actor";
import { recordHistory } from "@/lib/platform/audit/history";
import type { Control } from "@/lib/platform/database/generated/client";
import { NotFound } from "@/lib/platform/errors/public-error";
import { lookBack } from "@/lib/platform/operation/as-of";
import { type Context, query } from "@/lib/platform/operation/operation";
import type { FoundRecord } from "@/lib/platform/registry/contributions";
import { dayIn, dayText } from "@/lib/platform/time/day";

const byId = z.strictObject({ id: z.uuid({ error: "Is not the id of a record." }), ...lookBack });

/** Returns the day it is in the organisation's time zone, as YYYY-MM-DD; when looking back, the day that is looked back to. */
export async function todayOf({ tx, now }: Pick<Context, "tx" | "now">): Promise<string> {
  return dayIn(await timeZoneOf(tx), now);
}

/** Returns the stored control within the actor's scope, as the audit trail keeps it; throws NotFound. */
export async function findControl(context: Context, id: string): Promise<Control> {
  const found = await context.tx.control.findFirst({ where: { AND: [{ id }, await visibleTo(context)] } });
  if (!found) throw new NotFound();
  return found;
}

/** Returns those of these controls that the actor may see, as other concepts name them. */
export async function findControls(context: Context, ids: readonly string[]): Promise<FoundRecord[]> {
  const found = await context.tx.control.findMany({
    where: { AND: [{ id: { in: [...ids] } }, await visibleTo(context)] },
    select: { id: true, number: true, title: true, unitId: true, ownerId: true },
  });
  return found.map(({ number, title, ...one }) => ({ ...one, name: title, ref: controlRef(number) }));
}

/** Returns a control as every door shows it, with its tests and what the rule makes of them; throws NotFound. */
export async function readControl(context: Context, id: string) {
  const { tx } = context;
  const found = await tx.control.findFirst({
    where: { AND: [{ id }, await visibleTo(context)] },
    include: { ...rowInclude, tests: { orderBy: [{ createdAt: "desc" }, { id: "desc" }], take: 100 } },
  });
  if (!found) throw new NotFound();
  const { tests: every, ...control } = found;
  // A control of a unit above is read here, and how it was tested where it is kept.
  const tests = may(context.actor, controlsRead, control.unitId) ? every : [];
  const today = await todayOf(context);
  const library = await libraryInForce(tx);
  const people = await tx.person.findMany({
    where: { id: { in: tests.map(({ testedById }) => testedById) } },
    select: { id: true, name: true },
  });
  const nameOf = new Map(people.map((one) => [one.id, one.name]));
  return {
    ...toRow(control, today, library),
    design: designOf(dated(control)),
    operation: operationOf(dated(control), today),
    library: (control.libraryKey && library.byKey.get(control.libraryKey)) || null,
    tests: tests.map(({ id: test, outcome, testedOn, note, testedById, createdAt }) => ({
      ...{ id: test, outcome, note },
      testedOn: dayText(testedOn) ?? "",
      testedBy: nameOf.get(testedById) ?? "Plumbline",
      recordedAt: createdAt.toISOString(),
    })),
  };
}

/** One control with its tests, its effectiveness with the reasons, its exception, and what the actor can do with it. */
export const getControl = query({
  name: "controls.get",
  summary: "One control",
  permission: controlsRead,
  input: byId,
  run: async (context, { id }) => {
    const { actor } = context;
    const control = await readControl(context, id);
    const { pending, inForce } = await liveDecisions(context.tx, exceptionKind, id);
    const unit = control.unit.id;
    const edit = may(actor, controlsEdit, unit);
    const { notNow, ...signing } = signingRights(actor.personId, pending, may(actor, controlsApprove, unit));
    return {
      ...control,
      pending: pending && { id: pending.id, until: dayText(pending.until) },
      exception: inForce && { id: inForce.id, until: dayText(inForce.until) },
      can: {
        edit,
        test: may(actor, controlsTest, unit) && !["planned", "not-applicable"].includes(control.status),
        judge: edit,
        ask: edit && pending === null && control.status !== "not-applicable",
        ...signing,
      },
      notNow,
    };
  },
});

/** What happened to one control, newest first. */
export const getControlHistory = query({
  name: "controls.history",
  summary: "What happened to a control, newest first",
  permission: controlsRead,
  input: byId,
  run: async (context, { id }) => {
    await findControl(context, id);
    return { entries: await recordHistory(context, "controls", id, controlHistory) };
  },
});
