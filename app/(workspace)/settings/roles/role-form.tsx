"use client";
import { useMemo } from "react";
import type { FieldShapes } from "@/components/form/form-layout";
import type { FormSetup } from "@/components/form/form-setup";
import type { FormValues } from "@/components/form/form-values";
import { RecordForm } from "@/components/form/record-form";
import { customRoleFields } from "@/lib/domain/organization/roles/schema";
import { capitalised } from "@/lib/platform/schema/capitalised";
import { several } from "@/lib/platform/schema/field";

interface RoleFormProps extends Omit<FormSetup, "values"> {
  areas: readonly { concept: string; permissions: readonly { name: string; sentence: string }[] }[];
  values?: {
    name: string;
    unit: { id: string; name: string };
    description: string | null;
    permissions: readonly string[];
  };
  /** What is chosen at first in a new role. */
  usual?: readonly string[];
}

const { name, unitId, description } = customRoleFields;
const keyOf = (concept: string) => `may ${concept}`;

/** The form of a role of the organisation's own: its name, and its permissions by what they are about. */
export function RoleForm({ areas, values, usual = [], ...setup }: RoleFormProps) {
  const isNew = values === undefined;
  const shape = useMemo(() => {
    const fields: FieldShapes = isNew ? { name, unitId, description } : { name, description };
    for (const { concept, permissions } of areas)
      fields[keyOf(concept)] = several(
        permissions.map((one) => ({ value: one.name, label: one.name, help: one.sentence })),
        { label: capitalised(concept.replaceAll("-", " ")) },
      );
    return fields;
  }, [areas, isNew]);
  const chosen = values?.permissions ?? usual;
  const held: FormValues = {
    name: values?.name ?? "",
    description: values?.description ?? null,
    ...Object.fromEntries(
      areas.map(({ concept, permissions }) => [
        keyOf(concept),
        permissions.map((one) => one.name).filter((one) => chosen.includes(one)),
      ]),
    ),
  };
  return (
    <RecordForm
      shape={shape}
      noun="role"
      layout={[
        { title: "The role", fields: isNew ? ["name", "unitId", "description"] : ["name", "description"] },
        {
          title: "What it may do",
          description: "Each permission holds in the unit where the role is given and in those below.",
          fields: areas.map(({ concept }) => keyOf(concept)),
        },
      ]}
      {...setup}
      values={held}
      prepare={(given) => ({
        name: given["name"],
        ...(isNew ? { unitId: given["unitId"] } : {}),
        description: given["description"],
        permissions: areas.flatMap(({ concept }) => (given[keyOf(concept)] ?? []) as string[]),
      })}
    />
  );
}
