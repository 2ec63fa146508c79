"use client";
import { FormDialog } from "@/components/form/form-dialog";
import { appointmentFields, endingFields } from "@/lib/domain/programme-roles/schema";

interface AppointDialogProps {
  unit: { id: string; name: string };
  role: { role: string; title: string };
}

/** Names who holds a role in a unit. */
export function AppointDialog({ unit, role: { role, title } }: AppointDialogProps) {
  return (
    <FormDialog
      label="Name holder"
      size="sm"
      title={`${title} in ${unit.name}`}
      shape={appointmentFields}
      noun="appointment"
      layout={[{ fields: ["personId", { key: "since", half: true }, { key: "until", half: true }] }]}
      action={{ method: "POST", url: "/api/v1/programme-roles" }}
      fixed={{ unitId: unit.id, role }}
      done={null}
      submit="Name holder"
      saved="Holder named."
    >
      Several people may hold a role at a time. Units below have them too, unless they name their own.
    </FormDialog>
  );
}

interface EndDialogProps {
  appointment: { id: string; version: number; person: { name: string } };
  title: string;
}

/** Gives an appointment its last day. */
export function EndDialog({ appointment: { id, version, person }, title }: EndDialogProps) {
  return (
    <FormDialog
      label="End"
      size="sm"
      tone="quiet"
      title={`${person.name} as ${title}`}
      shape={endingFields}
      noun="appointment"
      layout={[{ fields: ["until"] }]}
      action={{ method: "POST", url: `/api/v1/programme-roles/${id}/end` }}
      version={version}
      done={null}
      submit="Keep last day"
      saved="Last day kept."
    >
      The appointment stays in the history.
    </FormDialog>
  );
}
