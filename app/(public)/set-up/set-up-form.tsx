"use client";
import { useEffect, useState } from "react";
import { AccountField } from "@/app/(public)/account-field";
import { AccountForm } from "@/app/(public)/account-form";
import { NewPasswordField } from "@/app/(public)/new-password-field";
import { signInWith } from "@/app/(public)/sign-in-with";
import { callApi } from "@/components/form/call-api";
import { Select } from "@/components/ui/select";

/** What the first administrator says: who the organisation is and who they are. */
export function SetUpForm({ linkKey, zones }: { linkKey: string; zones: readonly string[] }) {
  const [zone, setZone] = useState("UTC");
  useEffect(() => {
    const own = Intl.DateTimeFormat().resolvedOptions().timeZone;
    if (zones.includes(own)) setZone(own);
  }, [zones]);
  const send = async (typed: Record<string, string>) => {
    const result = await callApi({ method: "POST", url: "/api/v1/set-up", body: { key: linkKey, ...typed } });
    return result.ok ? signInWith(typed["email"] ?? "", typed["password"] ?? "") : result.problem;
  };
  return (
    <AccountForm submit="Set up Plumbline" send={send}>
      {(problemOf) => (
        <>
          <AccountField
            name="organisation"
            label="Organisation"
            autoComplete="organization"
            problem={problemOf("organisation")}
            focus
          />
          <AccountField
            name="timeZone"
            label="Time zone"
            autoComplete="off"
            help="Days begin and end in this zone."
            problem={problemOf("timeZone")}
          >
            {({ id, name, describedBy, invalid }) => (
              <Select
                id={id}
                name={name}
                value={zone}
                onChange={(event) => setZone(event.target.value)}
                aria-describedby={describedBy}
                aria-invalid={invalid || undefined}
                className="w-full"
              >
                {zones.map((one) => (
                  <option key={one}>{one}</option>
                ))}
              </Select>
            )}
          </AccountField>
          <AccountField name="name" label="Your name" autoComplete="name" problem={problemOf("name")} />
          <AccountField
            name="email"
            label="E-mail address"
            type="email"
            autoComplete="username"
            help="You sign in with it."
            problem={problemOf("email")}
          />
          <NewPasswordField label="Password" problem={problemOf("password")} />
        </>
      )}
    </AccountForm>
  );
}
