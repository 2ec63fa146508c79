import "server-only";
import { findControl } from "@/lib/domain/controls/queries/control";
import { controlRef } from "@/lib/domain/controls/rules";
import type { Change } from "@/lib/platform/audit/change";
import type { Control, Prisma } from "@/lib/platform/database/generated/client";
import type { Context } from "@/lib/platform/operation/operation";
import { assertWon } from "@/lib/platform/operation/version";

/** Writes a control if it still has the version that was seen; throws Conflict with it as it is now otherwise. */
export async function writeControl(
  context: Context,
  { id }: Control,
  version: number,
  data: Prisma.ControlUncheckedUpdateManyInput,
): Promise<Control> {
  const [after] = await context.tx.control.updateManyAndReturn({
    where: { id, version },
    data: { ...data, version: { increment: 1 } },
  });
  await assertWon({ count: after ? 1 : 0 }, () => findControl(context, id));
  return after as Control;
}

/** Returns the change of a control for the audit trail; `why` is what a person wrote about it. */
export function controlChange(
  before: Control | null,
  after: Control,
  why: Readonly<Record<string, string>> = {},
): Change {
  return {
    subject: { type: "controls", id: after.id, unitId: after.unitId },
    before,
    after: { ...after, ...why },
  };
}

/** Returns what a command answers about a control. */
export function controlAnswer({ id, number, title, version, status }: Control) {
  return { id, ref: controlRef(number), title, version, status };
}
