"use client";
import { useMemo, useState } from "react";
import { roleChoice } from "@/app/(workspace)/settings/people/role-choice";
import { ShownOnce } from "@/app/(workspace)/settings/shown-once";
import { RecordForm } from "@/components/form/record-form";
import { ButtonLink } from "@/components/ui/button-link";
import { invitationFields } from "@/lib/domain/organization/people/schema";
import type { Option } from "@/lib/platform/schema/field";

const layout = [
  { title: "Who", fields: ["name", "email", "jobTitle", "unitId"] },
  {
    title: "First role",
    description:
      "More roles can be given afterwards. Leave it empty for somebody who reads as an auditor alone, and engage them under Auditors.",
    fields: ["role", "roleUnitId", "endsOn"],
  },
];

interface InviteFormProps {
  unit: { id: string; name: string } | null;
  /** Those that whoever invites may give. */
  roles: readonly Option[];
}

/** Invites somebody, then shows the link to hand over. */
export function InviteForm({ unit, roles }: InviteFormProps) {
  const shape = useMemo(() => ({ ...invitationFields, role: roleChoice(roles).nullable() }), [roles]);
  const [made, setMade] = useState<{ id: string; link: string } | null>(null);
  if (made) {
    return (
      <div className="grid gap-3">
        <ShownOnce label="Invitation link" secret={made.link}>
          Hand it over yourself: Plumbline sends no mail. It works once, within seven days.
        </ShownOnce>
        <div className="flex gap-2">
          <ButtonLink href={`/settings/people/${made.id}`}>Open the account</ButtonLink>
          <ButtonLink href="/settings/people">Back to people</ButtonLink>
        </div>
      </div>
    );
  }
  return (
    <RecordForm
      shape={shape}
      noun="person"
      layout={layout}
      action={{ method: "POST", url: "/api/v1/people" }}
      values={{ unitId: unit }}
      prepare={({ role, roleUnitId, endsOn, ...person }) => ({
        ...person,
        grants: role ? [{ role, unitId: roleUnitId ?? person["unitId"], endsOn }] : [],
      })}
      done={null}
      submit="Make invitation"
      cancel="/settings/people"
      onSaved={(answer) => setMade(answer as { id: string; link: string })}
    />
  );
}
