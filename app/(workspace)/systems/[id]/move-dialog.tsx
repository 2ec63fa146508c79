"use client";
import { useMemo } from "react";
import { FormDialog } from "@/components/form/form-dialog";
import type { FormSection } from "@/components/form/form-layout";
import type { GateCheck } from "@/lib/domain/inventory/systems/gates/schema";
import { moveFields } from "@/lib/domain/inventory/systems/lifecycle/schema";
import { stages } from "@/lib/domain/inventory/systems/options/schema";
import { GateChecks } from "./gate-checks";

interface Gate {
  stage: string;
  checks: readonly GateCheck[];
  canWaive: boolean;
}

interface MoveDialogProps {
  system: { id: string; version: number; name: string };
  /** The stages that may follow, with what each asks and whether it holds now. */
  gates: readonly Gate[];
}

/** Moves an AI system to a stage that may follow; what the gate of each asks is shown with what was found. */
export function MoveDialog({ system, gates }: MoveDialogProps) {
  const options = useMemo(
    () => stages.filter(({ value }) => gates.some(({ stage }) => stage === value)),
    [gates],
  );
  const layout = useMemo<FormSection[]>(() => {
    const waivable = gates.filter(({ canWaive }) => canWaive).map(({ stage }) => stage);
    const when = ({ toStage }: Record<string, unknown>) => waivable.some((stage) => stage === toStage);
    return [{ fields: ["toStage", "reason", { key: "waiver", when }] }];
  }, [gates]);
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
      <p>The move is kept with its reason and cannot be taken back, only followed by another.</p>
      {gates
        .filter(({ checks }) => checks.length > 0)
        .map(({ stage, checks }) => (
          <section key={stage} className="mt-3">
            <h3 className="font-medium text-ink">
              What {stages.find(({ value }) => value === stage)?.label ?? stage} asks
            </h3>
            <GateChecks checks={checks} mend />
          </section>
        ))}
    </FormDialog>
  );
}
