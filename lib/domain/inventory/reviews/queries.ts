import "server-only";
import * as z from "zod";
import { reviewsCadence } from "@/lib/domain/inventory/reviews/access";
import { cadenceSetting } from "@/lib/domain/inventory/reviews/settings";
import { systemsRead } from "@/lib/domain/inventory/systems/access";
import { readSetting, topUnit } from "@/lib/domain/organization/settings/setting";
import { subjectFields } from "@/lib/domain/tasks/schema";
import { may } from "@/lib/platform/access/actor";
import { query } from "@/lib/platform/operation/operation";
import { withinUnits } from "@/lib/platform/operation/within-units";
import { findRecord } from "@/lib/platform/registry/contributions";
import { dayText } from "@/lib/platform/time/day";

/** Every review of an AI system or a part, newest first. */
export const listInventoryReviews = query({
  name: "inventory.reviews",
  summary: "The reviews of an AI system or a part, newest first",
  permission: systemsRead,
  input: z.strictObject(subjectFields),
  run: async (context, subject) => {
    await findRecord(context, subject);
    const found = await context.tx.inventoryReview.findMany({
      // A part of another unit is read through the systems that use it; its reviews are that unit's.
      where: { ...subject, ...withinUnits(context) },
      orderBy: [{ createdAt: "desc" }, { id: "desc" }],
      take: 200,
    });
    const people = await context.tx.person.findMany({
      where: { id: { in: found.map(({ reviewedById }) => reviewedById) } },
      select: { id: true, name: true },
    });
    const names = new Map(people.map(({ id, name }) => [id, name]));
    return {
      rows: found.map(({ id, outcome, note, nextReviewOn, reviewedById, createdAt }) => ({
        id,
        outcome,
        note,
        nextReviewOn: dayText(nextReviewOn),
        reviewedBy: names.get(reviewedById) ?? "Plumbline",
        reviewedAt: createdAt.toISOString(),
      })),
    };
  },
});

/** How often the inventory is looked at, by criticality. */
export const getCadence = query({
  name: "settings.getReviewCadence",
  summary: "How often AI systems and their parts are looked at",
  permission: systemsRead,
  input: z.strictObject({}),
  run: async ({ tx, actor }) => {
    const { value, version } = await readSetting(tx, cadenceSetting);
    return { ...value, version, can: { edit: may(actor, reviewsCadence, await topUnit(tx)) } };
  },
});
