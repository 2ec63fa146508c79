"use client";
import { AccountForm } from "@/app/(public)/account-form";
import { NewPasswordField } from "@/app/(public)/new-password-field";
import { goOn, type Passage, takeStep } from "@/app/(public)/sign-in-step";

/** A new password for the account that the link opens; then in, or to the second factor. */
export function EmergencyForm({ linkKey, email }: { linkKey: string; email: string }) {
  const send = async ({ password = "" }: Record<string, string>) => {
    const result = await takeStep<Passage>("emergency", { key: linkKey, password });
    if (!result.ok) return result.problem;
    goOn(result.data);
    return null;
  };
  return (
    <AccountForm submit="Set password and sign in" send={send}>
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
