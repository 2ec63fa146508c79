import type { Metadata } from "next";
import { redirect } from "next/navigation";
import { PasskeySignIn } from "@/app/(public)/sign-in/passkey-sign-in";
import { SignInForm } from "@/app/(public)/sign-in/sign-in-form";
import { pageActor } from "@/lib/platform/auth/page-actor";
import { passkeyObstacle } from "@/lib/platform/auth/passkey";

export const metadata: Metadata = { title: "Sign in" };

/** The way in. */
export default async function SignInPage() {
  if (await pageActor()) redirect("/");
  return (
    <>
      <h1 className="mb-4 font-semibold text-xl">Sign in</h1>
      <SignInForm />
      {passkeyObstacle() === null ? <PasskeySignIn /> : null}
      <p className="mt-6 text-ink-soft text-sm">
        Forgotten your password? Ask an administrator for a link to set a new one.
      </p>
    </>
  );
}
