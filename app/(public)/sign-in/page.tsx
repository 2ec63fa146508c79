import type { Metadata } from "next";
import { redirect } from "next/navigation";
import { v7 } from "uuid";
import { PasskeySignIn } from "@/app/(public)/sign-in/passkey-sign-in";
import { ProviderSignIn } from "@/app/(public)/sign-in/provider-sign-in";
import { SignInForm } from "@/app/(public)/sign-in/sign-in-form";
import { InlineAlert } from "@/components/ui/inline-alert";
import { providerSignOut } from "@/lib/domain/organization/sessions/by-provider";
import { getWaysIn } from "@/lib/domain/organization/single-sign-on/queries";
import { signInProblem } from "@/lib/domain/organization/single-sign-on/schema";
import { systemActor } from "@/lib/platform/access/actor";
import { pageActor } from "@/lib/platform/auth/page-actor";
import { passkeyObstacle } from "@/lib/platform/auth/passkey";

export const metadata: Metadata = { title: "Sign in" };

interface SignInPageProps {
  searchParams: Promise<Record<string, string | string[] | undefined>>;
}

/** The way in. */
export default async function SignInPage({ searchParams }: SignInPageProps) {
  if (await pageActor()) redirect("/");
  const { provider, passwords } = await getWaysIn.execute(systemActor("sign-in", v7()), {});
  const { problem: named, "signed-out": signedOut } = await searchParams;
  const problem = signInProblem(named);
  const signOutThere = provider && signedOut !== undefined ? await providerSignOut() : null;
  return (
    <>
      <h1 className="mb-4 font-semibold text-xl">Sign in</h1>
      {problem ? (
        <div className="mb-4">
          <InlineAlert tone="bad" title={problem.title} live>
            {problem.detail}
          </InlineAlert>
        </div>
      ) : null}
      {provider && signOutThere ? (
        <div className="mb-4">
          <InlineAlert tone="info" title="You are signed out here.">
            Your session at {provider.label} may go on.{" "}
            <a className="underline" href={signOutThere}>
              Sign out there as well
            </a>
          </InlineAlert>
        </div>
      ) : null}
      {provider ? <ProviderSignIn label={provider.label} /> : null}
      {passwords ? <SignInForm /> : null}
      {passkeyObstacle() === null ? <PasskeySignIn /> : null}
      {passwords ? (
        <p className="mt-6 text-ink-soft text-sm">
          Forgotten your password? Ask an administrator for a link to set a new one.
        </p>
      ) : null}
    </>
  );
}
