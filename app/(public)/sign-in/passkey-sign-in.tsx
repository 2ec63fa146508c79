"use client";
import { PasskeyButton } from "@/app/(public)/second-factors/passkey-button";
import { goOn, type Passage, takeStep } from "@/app/(public)/sign-in-step";
import { type PasskeyOptions, provePasskey } from "@/components/form/browser-passkey";
import type { Problem } from "@/components/form/call-api";

/** Signs in with a passkey alone, which needs no name and no password. */
export function PasskeySignIn() {
  return (
    <div className="mt-4 grid gap-4 border-line border-t pt-4">
      <PasskeyButton enter={enter} />
    </div>
  );
}

async function enter(): Promise<Problem | null> {
  const begun = await takeStep<{ options: PasskeyOptions }>("passkey/begin");
  if (!begun.ok) return begun.problem;
  const proven = await provePasskey(begun.data.options);
  if (!proven.ok) return proven.problem;
  const result = await takeStep<Passage>("passkey", { answer: proven.data });
  if (result.ok) {
    goOn(result.data);
    return null;
  }
  return result.problem.status === 401 ? unknown : result.problem;
}

const unknown: Problem = {
  status: 401,
  title: "This passkey did not open an account.",
  detail:
    "It is not known here, or the page was open for more than ten minutes. Use your password, or try again.",
};
