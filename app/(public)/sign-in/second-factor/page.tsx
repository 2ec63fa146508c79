import type { Metadata } from "next";
import { redirect } from "next/navigation";
import { halfOpen } from "@/app/(public)/half-open";
import { SecondFactorForm } from "@/app/(public)/sign-in/second-factor/second-factor-form";
import { passkeyObstacle } from "@/lib/platform/auth/passkey";

export const metadata: Metadata = { title: "Second factor" };

/** Between the password and the session: the second factor of whoever has one. */
export default async function SecondFactorPage() {
  const open = await halfOpen();
  if (open?.step !== "second-factor") redirect("/sign-in");
  const ways = open.ways.filter((way) => way !== "passkey" || passkeyObstacle() === null);
  return (
    <>
      <h1 className="font-semibold text-xl">One more step</h1>
      <p className="mt-1 mb-4 text-ink-soft">
        Welcome, {open.name}. Prove with your second factor that it is you.
      </p>
      <SecondFactorForm ways={ways} />
    </>
  );
}
