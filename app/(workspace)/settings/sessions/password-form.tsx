"use client";
import { AccountField } from "@/app/(public)/account-field";
import { AccountForm } from "@/app/(public)/account-form";
import { NewPasswordField } from "@/app/(public)/new-password-field";
import { signInWith } from "@/app/(public)/sign-in-with";
import { callApi } from "@/components/form/call-api";

/** Changes one's own password; every session ends, and this browser signs in again with the new one. */
export function PasswordForm({ email }: { email: string }) {
  const send = async ({ current = "", password = "" }: Record<string, string>) => {
    const result = await callApi({ method: "PUT", url: "/api/v1/password", body: { current, password } });
    return result.ok ? signInWith(email, password) : result.problem;
  };
  return (
    <div className="max-w-sm">
      <AccountForm submit="Change password" send={send}>
        {(problemOf) => (
          <>
            <input type="email" name="email" value={email} autoComplete="username" readOnly hidden />
            <AccountField
              name="current"
              label="Current password"
              type="password"
              autoComplete="current-password"
              problem={problemOf("current")}
            />
            <NewPasswordField problem={problemOf("password")} />
          </>
        )}
      </AccountForm>
    </div>
  );
}
