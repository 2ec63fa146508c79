"use client";
import { FormDialog } from "@/components/form/form-dialog";
import type { FormSetup } from "@/components/form/form-setup";
import { grantFields } from "@/lib/domain/organization/grants/schema";
import { personFields } from "@/lib/domain/organization/people/schema";

/** Changes a person's name, address, title or unit. */
export function EditPerson(setup: FormSetup) {
  return (
    <FormDialog
      label="Edit"
      title="Edit person"
      shape={personFields}
      noun="person"
      layout={[{ fields: ["name", "email", "jobTitle", "unitId"] }]}
      {...setup}
    />
  );
}

/** Gives the person a further role. */
export function GiveRole({ personId, name }: { personId: string; name: string }) {
  return (
    <FormDialog
      label="Give role"
      size="sm"
      title={`Give ${name} a role`}
      shape={grantFields}
      noun="role"
      layout={[{ fields: ["role", "unitId", "endsOn"] }]}
      action={{ method: "POST", url: "/api/v1/grants" }}
      fixed={{ personId }}
      done={null}
      submit="Give role"
      saved="Role given."
    >
      It holds from the next click on. A role the person has already gets the new end date.
    </FormDialog>
  );
}
