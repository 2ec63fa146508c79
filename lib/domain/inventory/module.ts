import "server-only";
import { bomsModule } from "@/lib/domain/inventory/boms/module";
import { parts } from "@/lib/domain/inventory/kinds";
import { reviewsModule } from "@/lib/domain/inventory/reviews/module";
import { systemsModule } from "@/lib/domain/inventory/systems/module";
import type { Module } from "@/lib/platform/registry/module";

/** The inventory: AI systems and the parts they share. */
export const inventoryModules: readonly Module[] = [
  systemsModule,
  ...Object.values(parts).map(({ module }) => module),
  bomsModule,
  reviewsModule,
];
