import { type Stage, stages } from "@/lib/domain/inventory/systems/options/schema";
import type { Change } from "@/lib/platform/audit/change";

const following: Readonly<Record<Stage, readonly Stage[]>> = {
  idea: ["development", "retired"],
  development: ["validation", "idea", "retired"],
  validation: ["production", "development", "retired"],
  production: ["validation", "retired"],
  retired: ["development"],
};

/** Returns the stages that may follow this one: forward one step, back one step, or out of use. */
export function stagesAfter(stage: string): readonly Stage[] {
  return following[stage as Stage] ?? [];
}

/** Returns why a stage cannot follow the one in which a system is, or null; its gate may refuse it still. */
export function moveRefusal(system: { stage: string }, toStage: Stage): string | null {
  const allowed = stagesAfter(system.stage);
  if (allowed.includes(toStage)) return null;
  const choices = eitherOf(allowed.map(stageLabel));
  const now = stageLabel(system.stage);
  if (system.stage === toStage) return `It is in the stage ${now} already. It can move to ${choices}.`;
  return `From ${now} it can move to ${choices}, not to ${stageLabel(toStage)}.`;
}

function eitherOf(words: readonly string[]): string {
  return [words.slice(0, -1).join(", "), ...words.slice(-1)].filter((part) => part !== "").join(" or ");
}

/** Returns the name of a stage as people read it. */
export function stageLabel(stage: string): string {
  return stages.find(({ value }) => value === stage)?.label ?? stage;
}

/** Returns the AI systems that these changes moved into another business unit, each with that unit. */
export function systemsMoved(changes: readonly Change[]): { id: string; unitId: string }[] {
  return changes.flatMap(({ subject, before, after }) => {
    if (subject.type !== "systems" || subject.id === null || !before || !after) return [];
    const [was, is] = [before, after].map((record) => (record as { unitId: string }).unitId);
    return is === undefined || was === is ? [] : [{ id: subject.id, unitId: is }];
  });
}
