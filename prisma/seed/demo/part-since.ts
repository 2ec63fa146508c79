import "server-only";
import type { PartConcept } from "@/lib/domain/inventory/parts/concepts/schema";
import type { DemoContent } from "@/prisma/seed/demo/content";

/** Days ago on which everything was there that no system names by itself, before the first system was entered. */
const before = 420;

/** Returns how many days ago a part of the demo was entered: with the first system that names it, else before all of them. */
export function partSince({ systems }: DemoContent, concept: PartConcept, key: string): number {
  const days = systems
    .filter((one) => one[concept].includes(key))
    .map(({ registered }) => registered.daysAgo);
  return days.length > 0 ? Math.max(...days) : before;
}
