import type { Metadata } from "next";
import { redirect } from "next/navigation";
import { SignInForm } from "@/app/(public)/sign-in/sign-in-form";
import { pageActor } from "@/lib/platform/auth/page-actor";

export const metadata: Metadata = { title: "Sign in" };

/** The way in. */
export default async function SignInPage() {
  if (await pageActor()) redirect("/");
  return (
    <>
      <h1 className="mb-4 font-semibold text-xl">Sign in</h1>
      <SignInForm />
      <p className="mt-6 text-ink-soft text-sm">
        Forgotten your password? Ask an administrator for a link to set a new one.
      </p>
    </>
  );
}
