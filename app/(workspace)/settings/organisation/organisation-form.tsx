"use client";
import type { FormSetup } from "@/components/form/form-setup";
import { RecordForm } from "@/components/form/record-form";
import { organisationFields } from "@/lib/domain/organization/settings/schema";

/** The organisation's name, time zone and currency, and what a signature takes. */
export function OrganisationForm(setup: FormSetup) {
  return (
    <RecordForm
      shape={organisationFields}
      noun="organisation"
      layout={[
        { title: "Organisation", fields: ["name", "timeZone", "currency"] },
        { title: "Signatures", fields: ["signing"] },
      ]}
      {...setup}
    />
  );
}
