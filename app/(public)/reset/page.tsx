import type { Metadata } from "next";
import { ChoosePasswordForm } from "@/app/(public)/choose-password-form";
import { openLink } from "@/app/(public)/read-key";
import { SpentLink } from "@/app/(public)/spent-link";

export const metadata: Metadata = { title: "Set a new password" };

interface ResetPageProps {
  searchParams: Promise<Record<string, string | string[] | undefined>>;
}

/** Where somebody who holds a link sets a new password. */
export default async function ResetPage({ searchParams }: ResetPageProps) {
  const link = await openLink("reset", searchParams);
  if (!link?.email) return <SpentLink />;
  return (
    <>
      <h1 className="font-semibold text-xl">Set a new password</h1>
      <p className="mt-1 mb-4 text-ink-soft">
        Welcome, {link.name}. All your sessions end, and you sign in anew with{" "}
        <span className="font-medium text-ink">{link.email}</span>.
      </p>
      <ChoosePasswordForm url="/api/v1/reset" linkKey={link.key} email={link.email} submit="Set password" />
    </>
  );
}
