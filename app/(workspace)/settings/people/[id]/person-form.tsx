"use client";
import { useMemo } from "react";
import { roleChoice } from "@/app/(workspace)/settings/people/role-choice";
import { FormDialog } from "@/components/form/form-dialog";
import type { FormSetup } from "@/components/form/form-setup";
import { grantFields } from "@/lib/domain/organization/grants/schema";
import { personFields } from "@/lib/domain/organization/people/schema";
import type { Option } from "@/lib/platform/schema/field";

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
export function GiveRole({
  personId,
  name,
  roles,
}: {
  personId: string;
  name: string;
  roles: readonly Option[];
}) {
  const shape = useMemo(() => ({ ...grantFields, role: roleChoice(roles) }), [roles]);
  return (
    <FormDialog
      label="Give role"
      size="sm"
      title={`Give ${name} a role`}
      shape={shape}
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
