import type { Metadata } from "next";
import { redirect } from "next/navigation";
import { halfOpen } from "@/app/(public)/half-open";
import { Enrolment } from "@/app/(public)/sign-in/enrolment/enrolment";
import { passkeyObstacle } from "@/lib/platform/auth/passkey";

export const metadata: Metadata = { title: "Set up a second factor" };

/** Between the password and the session: a second factor for whoever needs one and has none. */
export default async function EnrolmentPage() {
  const open = await halfOpen();
  if (open?.step !== "enrolment") redirect("/sign-in");
  return (
    <>
      <h1 className="font-semibold text-xl">Set up a second factor</h1>
      <p className="mt-1 mb-4 text-ink-soft">
        Welcome, {open.name}. Your role needs one beside the password. You are in as soon as it is set up.
      </p>
      <Enrolment passkeys={passkeyObstacle() === null} />
    </>
  );
}
