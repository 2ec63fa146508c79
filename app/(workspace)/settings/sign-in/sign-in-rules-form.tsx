"use client";
import { RecordForm } from "@/components/form/record-form";
import { signInFields } from "@/lib/domain/organization/factors/schema";

/** Which roles need a second factor, and how long their holders have to set one up. */
export function SignInRulesForm({ values, version }: { values: object; version: number }) {
  return (
    <RecordForm
      shape={signInFields}
      layout={[
        {
          title: "Second factor",
          description:
            "Whoever holds such a role and has none is led to setting one up after the password, and reaches nothing else before. Sessions that are open go on.",
          fields: ["roles", "graceDays"],
        },
      ]}
      noun="setting"
      action={{ method: "PUT", url: "/api/v1/settings/sign-in" }}
      values={values}
      version={version}
      done={null}
      submit="Save sign-in"
      saved="Sign-in saved."
    />
  );
}
