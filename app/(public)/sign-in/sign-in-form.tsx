"use client";
import { AccountField } from "@/app/(public)/account-field";
import { AccountForm } from "@/app/(public)/account-form";
import { signInWith } from "@/app/(public)/sign-in-with";

/** E-mail address and password. */
export function SignInForm() {
  return (
    <AccountForm submit="Sign in" send={({ email = "", password = "" }) => signInWith(email, password)}>
      {(problemOf) => (
        <>
          <AccountField
            name="email"
            label="E-mail address"
            type="email"
            autoComplete="username"
            problem={problemOf("email")}
            focus
          />
          <AccountField
            name="password"
            label="Password"
            type="password"
            autoComplete="current-password"
            problem={problemOf("password")}
          />
        </>
      )}
    </AccountForm>
  );
}
