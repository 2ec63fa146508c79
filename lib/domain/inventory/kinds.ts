import "server-only";
import { agents } from "@/lib/domain/inventory/agents/part";
import { datasets } from "@/lib/domain/inventory/datasets/part";
import { guardrails } from "@/lib/domain/inventory/guardrails/part";
import { models } from "@/lib/domain/inventory/models/part";
import type { PartConcept } from "@/lib/domain/inventory/parts/concepts/schema";
import { prompts } from "@/lib/domain/inventory/prompts/part";
import { tools } from "@/lib/domain/inventory/tools/part";
import { vendors } from "@/lib/domain/inventory/vendors/part";

/** Every kind of part with its operations; the navigation names them in this order. */
export const parts = {
  models,
  datasets,
  prompts,
  tools,
  agents,
  guardrails,
  vendors,
} as const satisfies Record<PartConcept, unknown>;
