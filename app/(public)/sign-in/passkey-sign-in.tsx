"use client";
import { useState } from "react";
import { goOn, type Passage, takeStep } from "@/app/(public)/sign-in-step";
import { type PasskeyOptions, provePasskey } from "@/components/form/browser-passkey";
import type { Problem } from "@/components/form/call-api";
import { Button } from "@/components/ui/button";
import { InlineAlert } from "@/components/ui/inline-alert";

/** Signs in with a passkey alone, which needs no name and no password. */
export function PasskeySignIn() {
  const [problem, setProblem] = useState<Problem | null>(null);
  const [pending, setPending] = useState(false);
  const enter = async () => {
    setPending(true);
    const found = await signInByPasskey();
    setProblem(found);
    if (found) setPending(false);
  };
  return (
    <div className="mt-4 grid gap-4 border-line border-t pt-4">
      {problem ? (
        <InlineAlert tone="bad" title={problem.title} live>
          {problem.detail}
        </InlineAlert>
      ) : null}
      <Button pending={pending} onClick={enter} className="w-full">
        Use a passkey
      </Button>
    </div>
  );
}

async function signInByPasskey(): Promise<Problem | null> {
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
