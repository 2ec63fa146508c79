"use client";
import { useState } from "react";
import type { Problem } from "@/components/form/call-api";
import { Button, type ButtonProps } from "@/components/ui/button";
import { InlineAlert } from "@/components/ui/inline-alert";

interface PasskeyButtonProps {
  /** Lets the browser prove a passkey and goes on; returns what was wrong when that did not work. */
  enter: () => Promise<Problem | null>;
  tone?: ButtonProps["tone"];
}

/** Goes on with a passkey. */
export function PasskeyButton({ enter, tone = "default" }: PasskeyButtonProps) {
  const [problem, setProblem] = useState<Problem | null>(null);
  const [pending, setPending] = useState(false);
  const press = async () => {
    setPending(true);
    const found = await enter();
    setProblem(found);
    if (found) setPending(false);
  };
  return (
    <>
      {problem ? (
        <InlineAlert tone="bad" title={problem.title} live>
          {problem.detail}
        </InlineAlert>
      ) : null}
      <Button tone={tone} pending={pending} onClick={press} className="w-full">
        Use a passkey
      </Button>
    </>
  );
}
