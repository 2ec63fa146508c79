"use client";
import { FormDialog } from "@/components/form/form-dialog";
import { unitFields } from "@/lib/domain/organization/units/schema";

interface Unit {
  id: string;
  name: string;
  version: number;
}

/** Adds a unit below this one. */
export function AddUnit({ below }: { below: Unit }) {
  return (
    <FormDialog
      label="Add below"
      size="sm"
      tone="quiet"
      title={`Add a unit below ${below.name}`}
      shape={unitFields}
      noun="unit"
      layout={[{ fields: ["name"] }]}
      action={{ method: "POST", url: "/api/v1/units" }}
      fixed={{ parentId: below.id }}
      done={null}
      submit="Add unit"
      saved="Unit added."
    />
  );
}

/** Gives a unit another name. */
export function RenameUnit({ unit }: { unit: Unit }) {
  return (
    <FormDialog
      label="Rename"
      size="sm"
      tone="quiet"
      title={`Rename ${unit.name}`}
      shape={unitFields}
      noun="unit"
      layout={[{ fields: ["name"] }]}
      action={{ method: "PATCH", url: `/api/v1/units/${unit.id}` }}
      values={unit}
      version={unit.version}
      done={null}
      submit="Rename unit"
      saved="Unit renamed."
    />
  );
}

/** Puts a unit, with all below it, somewhere else. */
export function MoveUnit({ unit }: { unit: Unit }) {
  return (
    <FormDialog
      label="Move"
      size="sm"
      tone="quiet"
      title={`Move ${unit.name}`}
      shape={unitFields}
      noun="unit"
      layout={[{ fields: ["parentId"] }]}
      action={{ method: "POST", url: `/api/v1/units/${unit.id}/move` }}
      fixed={{ version: unit.version }}
      done={null}
      submit="Move unit"
      saved="Unit moved."
    >
      Everything below it moves along, and roles given above the new place cover it from then on.
    </FormDialog>
  );
}
