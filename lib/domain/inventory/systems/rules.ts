import { isKnown } from "@/lib/domain/inventory/rules";
import { type Stage, stages } from "@/lib/domain/inventory/systems/options/schema";

const following: Readonly<Record<Stage, readonly Stage[]>> = {
  idea: ["development", "retired"],
  development: ["validation", "idea", "retired"],
  validation: ["production", "development", "retired"],
  production: ["validation", "retired"],
  retired: ["development"],
};

/** What has to be known before a system goes into production, in the words of its form. */
const productionNeeds = { purpose: "purpose", ownerId: "owner" } as const;

/** Returns the stages that may follow this one: forward one step, back one step, or out of use. */
export function stagesAfter(stage: string): readonly Stage[] {
  return following[stage as Stage] ?? [];
}

/** Returns why a system cannot move to a stage, or null; the facts are those of the system as it is now. */
export function moveRefusal(
  system: Readonly<Record<string, unknown>> & { stage: string },
  toStage: Stage,
): string | null {
  const allowed = stagesAfter(system.stage);
  if (!allowed.includes(toStage)) {
    const choices = eitherOf(allowed.map(labelOf));
    const now = labelOf(system.stage);
    if (system.stage === toStage) return `It is in the stage ${now} already. It can move to ${choices}.`;
    return `From ${now} it can move to ${choices}, not to ${labelOf(toStage)}.`;
  }
  if (toStage !== "production") return null;
  const missing = Object.entries(productionNeeds).filter(([fact]) => !isKnown(system[fact]));
  if (missing.length === 0) return null;
  const words = missing.map(([, label]) => label).join(" and ");
  return `Production needs a known owner and purpose. Fill in the ${words} first.`;
}

function eitherOf(words: readonly string[]): string {
  return [words.slice(0, -1).join(", "), ...words.slice(-1)].filter((part) => part !== "").join(" or ");
}

function labelOf(stage: string): string {
  return stages.find(({ value }) => value === stage)?.label ?? stage;
}
