import "server-only";
import * as z from "zod";
import { openTo, packsOpen } from "@/lib/domain/audit-packs/access";
import { isOpen, packRef } from "@/lib/domain/audit-packs/rules";
import { type Context, query } from "@/lib/platform/operation/operation";
import { dayText } from "@/lib/platform/time/day";

/** Returns who was let read a pack, the newest first; the caller has checked that the pack may be read by a role. */
export async function engagementsOf({ tx, now }: Pick<Context, "tx" | "now">, packId: string) {
  const found = await tx.auditEngagement.findMany({
    where: { packId },
    orderBy: [{ createdAt: "desc" }, { id: "desc" }],
    include: { person: { select: { id: true, name: true, email: true } } },
  });
  return found.map((one) => ({
    id: one.id,
    person: one.person,
    purpose: one.purpose,
    endsOn: dayText(one.endsOn) ?? "",
    endedAt: one.endedAt?.toISOString() ?? null,
    open: isOpen(one, now),
  }));
}

/** The audit packs that an engagement opens to oneself now. */
export const listOpenPacks = query({
  name: "audit-packs.listOpen",
  summary: "The audit packs that an engagement opens to oneself",
  permission: packsOpen,
  input: z.strictObject({}),
  run: async (context) => {
    const { tx, actor, now } = context;
    const found = await tx.auditEngagement.findMany({
      where: {
        personId: actor.personId ?? "00000000-0000-0000-0000-000000000000",
        endedAt: null,
        endsAt: { gt: now },
        pack: { is: openTo(context) },
      },
      orderBy: [{ endsOn: "asc" }, { id: "asc" }],
      include: { pack: { omit: { contents: true } } },
    });
    return {
      packs: found.flatMap(({ endsOn, pack }) =>
        pack
          ? {
              id: pack.id,
              ref: packRef(pack.number),
              title: pack.title,
              asOf: dayText(pack.asOf) ?? "",
              endsOn: dayText(endsOn) ?? "",
            }
          : [],
      ),
    };
  },
});
