"use client";
import { ActButton } from "@/components/form/act-button";
import { FormDialog } from "@/components/form/form-dialog";
import { ownRoleFields } from "@/lib/domain/programme-roles/schema";

const { unitId: _unit, ...fields } = ownRoleFields;
const layout = [{ fields: ["title", "purpose", "responsibilities", "need"] }];

/** Adds a role of one's own to a unit and all below it. */
export function OwnRoleDialog({ unit }: { unit: { id: string; name: string } }) {
  return (
    <FormDialog
      label="Add role"
      tone="primary"
      title={`Add a role in ${unit.name}`}
      shape={fields}
      noun="role"
      layout={layout}
      action={{ method: "POST", url: "/api/v1/own-roles" }}
      fixed={{ unitId: unit.id }}
      values={{ need: "required" }}
      done={null}
      submit="Add role"
      saved="Role added."
    >
      It counts in this business unit and in every unit below.
    </FormDialog>
  );
}

interface OwnRoleActsProps {
  role: {
    role: string;
    title: string;
    purpose: string;
    responsibilities: readonly string[];
    need: string;
    own: { version: number } | null;
  };
}

/** Changes or retires a role of one's own. */
export function OwnRoleActs({ role: { role, own, responsibilities, ...rest } }: OwnRoleActsProps) {
  if (!own) return null;
  const { title } = rest;
  return (
    <>
      <FormDialog
        label="Edit"
        size="sm"
        tone="quiet"
        title={title}
        shape={fields}
        noun="role"
        layout={layout}
        action={{ method: "PATCH", url: `/api/v1/own-roles/${role}` }}
        values={{ ...rest, responsibilities: responsibilities.join("\n") }}
        version={own.version}
        done={null}
        submit="Save role"
        saved="Role saved."
      />
      <ActButton
        label="Retire"
        size="sm"
        action={{ method: "POST", url: `/api/v1/own-roles/${role}/retire`, body: { version: own.version } }}
        confirm={{
          title: `Retire ${title}?`,
          consequence: "It counts no more in this unit and below; who held it stays in the history.",
          button: "Retire role",
        }}
        done="Role retired."
      />
    </>
  );
}
