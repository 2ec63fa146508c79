import "server-only";
import type { Transaction } from "@/lib/platform/database/client";
import { demoId } from "@/prisma/seed/demo/calendar";
import type { DemoContent } from "@/prisma/seed/demo/content";

/** Keeps the views that the demo organisation shares, in its top unit. */
export async function loadViews(
  tx: Transaction,
  { views, people }: DemoContent,
  unitId: string,
): Promise<void> {
  const lead = people.find(({ persona }) => persona === "lead")?.key ?? "";
  await tx.savedView.createMany({
    data: views.map((view) => ({
      ...view,
      id: demoId("views", `${view.concept} ${view.name}`),
      shared: true,
      unitId,
      createdById: demoId("people", lead),
    })),
  });
}
