import "server-only";
import { visibleTo } from "@/lib/domain/controls/access";
import type { ControlHere } from "@/lib/domain/controls/coverage/rules";
import { todayOf } from "@/lib/domain/controls/queries/control";
import { libraryInForce } from "@/lib/domain/controls/queries/library-in-force";
import { dated } from "@/lib/domain/controls/queries/row";
import { controlRef, designOf, operationOf, shareOf } from "@/lib/domain/controls/rules";
import type { Prisma } from "@/lib/platform/database/generated/client";
import type { Context } from "@/lib/platform/operation/operation";

type Reading = Pick<Context, "tx" | "actor" | "units" | "now">;

/** What decides whether a control counts, and where. */
const counting = {
  ...{ id: true, number: true, title: true, libraryKey: true, unitId: true, systemId: true, status: true },
  ...{ ownerId: true, implementation: true, lastOutcome: true, lastTestedOn: true, nextTestOn: true },
  ...{ design: true, designReason: true, operation: true, operationReason: true },
} as const satisfies Prisma.ControlSelect;

/** Controls that are read at a time: an organisation may have tens of thousands. */
const atOnce = 2_000;

/** Returns the controls from the library that count where the actor may read, with what each is to requirements. */
export async function controlsHeld(context: Reading) {
  const counts = { libraryKey: { not: null }, status: { not: "not-applicable" } };
  const visible = await visibleTo(context);
  const read = await controlReader(context);
  const held: ReturnType<typeof read>[] = [];
  for (let from = 0; ; ) {
    const part = await context.tx.control.findMany({
      where: { AND: [visible, counts, { number: { gt: from } }] },
      orderBy: { number: "asc" },
      select: counting,
      take: atOnce,
    });
    for (const stored of part) held.push(read(stored));
    const last = part.at(-1);
    if (last === undefined || part.length < atOnce) return held;
    from = last.number;
  }
}

async function controlReader(context: Reading) {
  const today = await todayOf(context);
  const { byKey } = await libraryInForce(context.tx);
  // Thousands of controls may be carried out from one of the library: what that one maps to is held once.
  const mapped = new Map(
    [...byKey].map(([key, { requirements }]) => [
      key,
      new Map(requirements.map(({ framework, ref, relation }) => [`${framework}:${ref}`, relation])),
    ]),
  );
  const nothing: ControlHere["maps"] = new Map();
  return (stored: Prisma.ControlGetPayload<{ select: typeof counting }>) => {
    const control = dated(stored);
    const [designed, operating] = [designOf(control), operationOf(control, today)];
    const weak = designed && designed.effect !== "effective" ? designed : operating;
    const { id, number, title, unitId, systemId, status } = control;
    return {
      ...{ id, title, unitId, systemId, status },
      ref: controlRef(number),
      works: shareOf(designed, operating) === 1,
      why: weak?.reason ?? "",
      maps: mapped.get(control.libraryKey ?? "") ?? nothing,
    };
  };
}
