import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { openLink } from "@/app/(public)/read-key";
import { SetUpForm } from "@/app/(public)/set-up/set-up-form";

export const metadata: Metadata = { title: "Set up" };

interface SetUpPageProps {
  searchParams: Promise<Record<string, string | string[] | undefined>>;
}

/** The first page of an empty installation; there is none once an administrator exists. */
export default async function SetUpPage({ searchParams }: SetUpPageProps) {
  const link = await openLink("setup", searchParams);
  if (!link) notFound();
  const zones = [...new Set(["UTC", ...Intl.supportedValuesOf("timeZone")])];
  return (
    <>
      <h1 className="font-semibold text-xl">Set up Plumbline</h1>
      <p className="mt-1 mb-4 text-ink-soft">
        Name the organisation and make the first administrator. Everything can be changed later.
      </p>
      <SetUpForm linkKey={link.key} zones={zones} />
    </>
  );
}
