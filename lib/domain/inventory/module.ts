import "server-only";
import { datasets } from "@/lib/domain/inventory/datasets/part";
import { models } from "@/lib/domain/inventory/models/part";
import { systemsModule } from "@/lib/domain/inventory/systems/module";
import { vendors } from "@/lib/domain/inventory/vendors/part";
import type { Module } from "@/lib/platform/registry/module";

/** The inventory: AI systems and the parts they share. */
export const inventoryModules: readonly Module[] = [
  systemsModule,
  models.module,
  datasets.module,
  vendors.module,
];
