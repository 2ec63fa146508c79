"use client";
import { useMemo } from "react";
import { FormDialog } from "@/components/form/form-dialog";
import type { FormSection } from "@/components/form/form-layout";
import { moveFields } from "@/lib/domain/inventory/systems/lifecycle/schema";
import { stages } from "@/lib/domain/inventory/systems/options/schema";
import { moveRefusal, stagesAfter } from "@/lib/domain/inventory/systems/rules";

const layout: readonly FormSection[] = [{ fields: ["toStage", "reason"] }];

interface MoveDialogProps {
  system: {
    id: string;
    version: number;
    name: string;
    stage: string;
    purpose: string | null;
    ownerId: string | null;
  };
}

/** Moves an AI system to a stage that may follow; what stands in the way of one is said beside it. */
export function MoveDialog({ system }: MoveDialogProps) {
  const options = useMemo(() => {
    const following = stagesAfter(system.stage);
    return stages
      .filter(({ value }) => following.includes(value))
      .map((stage) => ({ ...stage, help: moveRefusal(system, stage.value) ?? stage.help }));
  }, [system]);
  return (
    <FormDialog
      label="Move to another stage"
      title={`Move ${system.name}`}
      shape={moveFields}
      layout={layout}
      options={{ toStage: options }}
      noun="system"
      action={{ method: "POST", url: `/api/v1/systems/${system.id}/move` }}
      version={system.version}
      done={null}
      submit="Move system"
      saved="System moved."
    >
      The move is kept with its reason and cannot be taken back, only followed by another.
    </FormDialog>
  );
}
