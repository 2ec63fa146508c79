import type { Metadata } from "next";
import { ChoosePasswordForm } from "@/app/(public)/choose-password-form";
import { openLink } from "@/app/(public)/read-key";
import { SpentLink } from "@/app/(public)/spent-link";

export const metadata: Metadata = { title: "Accept your invitation" };

interface InvitationPageProps {
  searchParams: Promise<Record<string, string | string[] | undefined>>;
}

/** Where somebody who was invited chooses their password. */
export default async function InvitationPage({ searchParams }: InvitationPageProps) {
  const link = await openLink("invitation", searchParams);
  if (!link?.email) return <SpentLink />;
  return (
    <>
      <h1 className="font-semibold text-xl">Accept your invitation</h1>
      <p className="mt-1 mb-4 text-ink-soft">
        Welcome, {link.name}. You were invited to work with the register of AI systems and their risks. You
        sign in with <span className="font-medium text-ink">{link.email}</span>.
      </p>
      <ChoosePasswordForm
        url="/api/v1/invitation"
        linkKey={link.key}
        email={link.email}
        submit="Accept invitation"
      />
    </>
  );
}
