import type { Metadata } from "next";
import { openLink } from "@/app/(public)/read-key";
import { EmergencyForm } from "@/app/(public)/sign-in/emergency/emergency-form";
import { SpentLink } from "@/app/(public)/spent-link";

export const metadata: Metadata = { title: "Emergency sign-in" };

interface EmergencyPageProps {
  searchParams: Promise<Record<string, string | string[] | undefined>>;
}

/** Where a link from the machine's shell lets somebody in although passwords are switched off. */
export default async function EmergencyPage({ searchParams }: EmergencyPageProps) {
  const link = await openLink("emergency", searchParams);
  if (!link?.email) return <SpentLink />;
  return (
    <>
      <h1 className="font-semibold text-xl">Sign in by this link</h1>
      <p className="mt-1 mb-4 text-ink-soft">
        Welcome, {link.name}. Choose a new password; it lets you in this once, and all your other sessions
        end.
      </p>
      <EmergencyForm linkKey={link.key} email={link.email} />
    </>
  );
}
