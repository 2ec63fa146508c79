import "server-only";
import type { LibraryControl } from "@/lib/domain/controls/library/schema";
import { controlRef, designOf, operationOf, testStateOf } from "@/lib/domain/controls/rules";
import type { Prisma } from "@/lib/platform/database/generated/client";
import type { RegisterRow } from "@/lib/platform/register/column";
import { dayText } from "@/lib/platform/time/day";

const named = { select: { id: true, name: true } } as const;

/** What a row of the register is made of. */
export const rowInclude = {
  unit: named,
  system: named,
  owner: { select: { id: true, name: true, email: true } },
} as const satisfies Prisma.ControlInclude;

type ReadControl = Prisma.ControlGetPayload<{ include: typeof rowInclude }>;

/** A stored control with its days as YYYY-MM-DD. */
export function dated<C extends { nextTestOn: Date | null; lastTestedOn: Date | null }>(control: C) {
  return { ...control, nextTestOn: dayText(control.nextTestOn), lastTestedOn: dayText(control.lastTestedOn) };
}

/** The controls of the library by their keys. */
interface Shelf {
  byKey: ReadonlyMap<string, LibraryControl>;
}

/** Returns a control as every door answers it on a day (YYYY-MM-DD), with what the rule makes of its tests. */
export function toRow(read: ReadControl, today: string, { byKey }: Shelf) {
  const { unitId: _unit, systemId: _system, createdById: _by, ...rest } = read;
  const control = dated(rest);
  return {
    ...control,
    ref: controlRef(control.number),
    family: control.libraryKey && (byKey.get(control.libraryKey)?.familyLabel ?? null),
    test: testStateOf(control, today),
    designed: designOf(control)?.effect ?? null,
    operating: operationOf(control, today)?.effect ?? null,
    createdAt: control.createdAt.toISOString(),
    updatedAt: control.updatedAt.toISOString(),
  } satisfies RegisterRow;
}
