import "server-only";
import type { Transaction } from "@/lib/platform/database/client";
import { type Calendar, demoId } from "@/prisma/seed/demo/calendar";
import type { DemoContent } from "@/prisma/seed/demo/content";
import type { Ids } from "@/prisma/seed/demo/organisation";

/** Writes what people of the demo said about records; each of them watches what they spoke about. */
export async function loadComments(
  tx: Transaction,
  { comments, systems, risks }: DemoContent,
  ids: Ids,
  calendar: Calendar,
): Promise<void> {
  const units = new Map([...systems, ...risks].map(({ key, unit }) => [key, ids.unit(unit)]));
  for (const { on, by, daysAgo, text, tell } of comments) {
    const [subjectType, key] = Object.entries(on)[0] ?? ["", ""];
    const subjectId = demoId(subjectType, key);
    const createdById = ids.person(by);
    await tx.comment.create({
      data: {
        ...{ subjectType, subjectId, text, createdById },
        unitId: units.get(key) ?? "",
        mentionIds: tell.map((one) => ids.person(one)),
        createdAt: calendar.ago(daysAgo),
      },
    });
    await tx.watcher.createMany({
      data: [{ personId: createdById, subjectType, subjectId }],
      skipDuplicates: true,
    });
  }
}
