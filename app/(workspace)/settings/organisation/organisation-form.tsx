"use client";
import type { FormSetup } from "@/components/form/form-setup";
import { RecordForm } from "@/components/form/record-form";
import { organisationFields } from "@/lib/domain/organization/settings/schema";

/** The organisation's name, time zone and currency. */
export function OrganisationForm(setup: FormSetup) {
  return (
    <RecordForm
      shape={organisationFields}
      noun="organisation"
      layout={[{ title: "Organisation", fields: ["name", "timeZone", "currency"] }]}
      {...setup}
    />
  );
}
