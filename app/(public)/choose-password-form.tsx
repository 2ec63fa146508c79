"use client";
import { AccountForm } from "@/app/(public)/account-form";
import { NewPasswordField } from "@/app/(public)/new-password-field";
import { signInWith } from "@/app/(public)/sign-in-with";
import { callApi } from "@/components/form/call-api";

interface ChoosePasswordFormProps {
  /** Where the key and the password are sent. */
  url: string;
  linkKey: string;
  email: string;
  submit: string;
}

/** A new password for the account that a link opens; then in. */
export function ChoosePasswordForm({ url, linkKey, email, submit }: ChoosePasswordFormProps) {
  const send = async ({ password = "" }: Record<string, string>) => {
    const result = await callApi({ method: "POST", url, body: { key: linkKey, password } });
    return result.ok ? signInWith(email, password) : result.problem;
  };
  return (
    <AccountForm submit={submit} send={send}>
      {(problemOf) => (
        <>
          {/* For password managers, which keep the address with the password. */}
          <input type="email" name="email" value={email} autoComplete="username" readOnly hidden />
          <NewPasswordField problem={problemOf("password")} focus />
        </>
      )}
    </AccountForm>
  );
}
