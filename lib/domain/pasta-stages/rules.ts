import { modelRef } from "@/lib/domain/threat-models/rules";

/** Returns the reference of a stage: "TM-0004 stage 3". */
export function stageRef(modelNumber: number, stage: number): string {
  return `${modelRef(modelNumber)} stage ${stage}`;
}

/** Returns where a stage is worked on, as an address of the workspace. */
export function stageHref(threatModelId: string, stage: number): string {
  return `/threat-models/${threatModelId}/pasta/${stage}`;
}
