"use client";
import { useState } from "react";
import { takeStep } from "@/app/(public)/sign-in-step";
import type { Problem } from "@/components/form/call-api";
import { Button } from "@/components/ui/button";
import { InlineAlert } from "@/components/ui/inline-alert";

/** Leaves for the sign-in provider. */
export function ProviderSignIn({ label }: { label: string }) {
  const [problem, setProblem] = useState<Problem | null>(null);
  const [pending, setPending] = useState(false);
  const leave = async () => {
    setPending(true);
    const begun = await takeStep<{ to: string }>("single-sign-on/begin");
    if (begun.ok) return window.location.assign(begun.data.to);
    setProblem(begun.problem);
    setPending(false);
  };
  return (
    <div className="mb-4 grid gap-4">
      {problem ? (
        <InlineAlert tone="bad" title={problem.title} live>
          {problem.detail}
        </InlineAlert>
      ) : null}
      <Button tone="primary" pending={pending} onClick={() => void leave()} className="w-full">
        Sign in with {label}
      </Button>
    </div>
  );
}
