"use client";
import { ActButton } from "@/components/form/act-button";
import { FormDialog } from "@/components/form/form-dialog";
import { checkFields } from "@/lib/domain/test-runs/findings/schema";
import { bindingFields } from "@/lib/domain/test-runs/runs/schema";
import type { Option } from "@/lib/platform/schema/field";

const { threatClass, tool, check } = checkFields;
const ofSystem = { threatClass, tool, check };
const ofUnit = { systemId: bindingFields.systemId, ...ofSystem };

interface LinkChecksProps {
  controlId: string;
  /** The AI system of the control; null where it holds for a whole unit and the system is chosen. */
  systemId: string | null;
  classes: readonly Option[];
}

/** Says which checks test a control. */
export function LinkChecks({ controlId, systemId, classes }: LinkChecksProps) {
  return (
    <FormDialog
      label="Add checks"
      size="sm"
      title="Checks that test this control"
      shape={systemId === null ? ofUnit : ofSystem}
      layout={[{ fields: [...(systemId === null ? ["systemId"] : []), "threatClass", "tool", "check"] }]}
      options={{ threatClass: classes }}
      noun="checks"
      action={{ method: "POST", url: "/api/v1/control-checks" }}
      fixed={systemId === null ? { controlId } : { controlId, systemId }}
      done={null}
      submit="Add checks"
      saved="Added. The next run that tests it is recorded."
    >
      What you leave empty does not narrow. A star stands for any letters.
    </FormDialog>
  );
}

/** Takes checks away from a control. */
export function UnlinkChecks({ id, name }: { id: string; name: string }) {
  return (
    <ActButton
      label="Take away"
      size="sm"
      tone="quiet"
      describedAs={name}
      action={{ method: "POST", url: `/api/v1/control-checks/${id}/remove` }}
      done="Taken away."
    />
  );
}
