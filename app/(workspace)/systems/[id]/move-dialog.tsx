"use client";
import { useMemo } from "react";
import { FormDialog } from "@/components/form/form-dialog";
import type { FormSection } from "@/components/form/form-layout";
import type { Shift } from "@/lib/domain/controls/applicability/rules";
import type { GateCheck } from "@/lib/domain/inventory/systems/gates/schema";
import { moveFields } from "@/lib/domain/inventory/systems/lifecycle/schema";
import { stages } from "@/lib/domain/inventory/systems/options/schema";
import { ControlShifts } from "../control-shifts";
import { GateChecks } from "./gate-checks";

interface Gate {
  stage: string;
  checks: readonly GateCheck[];
  canWaive: boolean;
  /** Which controls would come and go with the stage. */
  shifts: { added: readonly Shift[]; dropped: readonly Shift[] };
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
      saved={outcome}
    >
      <p>The move is kept with its reason and cannot be taken back, only followed by another.</p>
      {gates
        .filter(({ checks, shifts }) => checks.length + shifts.added.length + shifts.dropped.length > 0)
        .map(({ stage, checks, shifts }) => (
          <section key={stage} className="mt-3 grid gap-2">
            <h3 className="font-medium text-ink">
              What {stages.find(({ value }) => value === stage)?.label ?? stage} asks
            </h3>
            {checks.length > 0 ? <GateChecks checks={checks} mend /> : null}
            {shifts.added.length + shifts.dropped.length > 0 ? <ControlShifts {...shifts} /> : null}
          </section>
        ))}
    </FormDialog>
  );
}

// Where the gate asks for a second person, the answer names who may sign.
function outcome(answer: unknown): string {
  return (answer as { waitsFor?: unknown } | undefined)?.waitsFor
    ? "Approval asked for. Everybody who may sign was told; the system moves when somebody does."
    : "System moved.";
}
