"use client";
import { useState } from "react";
import { Button } from "@/components/ui/button";
import { InlineAlert } from "@/components/ui/inline-alert";
import { toast } from "@/components/ui/toast";

interface Finding {
  ok: boolean;
  entries: number;
  checkpoints: number;
  elsewhere: { place: string; newest: number | null } | null;
  problem: { seq: number; what: string } | null;
}

/** Has the whole chain recomputed now and says what came of it. */
export function VerifyButton() {
  const [pending, setPending] = useState(false);
  const [finding, setFinding] = useState<Finding | null>(null);
  const verify = async () => {
    setPending(true);
    const answer = await fetch("/api/v1/audit/verification").catch(() => null);
    setPending(false);
    if (answer?.ok) setFinding((await answer.json()) as Finding);
    else
      toast.bad("The chain could not be checked.", {
        detail: "Try again; if it stays, tell your administrator.",
      });
  };
  return (
    <div className="grid gap-3">
      <div>
        <Button onClick={verify} pending={pending}>
          Check the whole chain
        </Button>
      </div>
      {finding?.problem ? (
        <InlineAlert tone="critical" title={`Entry ${finding.problem.seq} is not as it was written`} live>
          {finding.problem.what} Entries before it are sound.
        </InlineAlert>
      ) : null}
      {finding?.ok ? (
        <InlineAlert tone="good" title={`All ${finding.entries} entries are as they were written`} live>
          {finding.checkpoints} signed {finding.checkpoints === 1 ? "checkpoint fits" : "checkpoints fit"}.{" "}
          {wordsOf(finding.elsewhere)}
        </InlineAlert>
      ) : null}
    </div>
  );
}

// What the check could not have seen.
function wordsOf(elsewhere: Finding["elsewhere"]): string {
  if (!elsewhere)
    return "None of them is kept outside of the database, so whoever holds both the database and the signing key could have rewritten all of it.";
  const { place, newest } = elsewhere;
  if (newest === null) return `The checkpoints in ${place} could not be read, so they were not compared.`;
  return `The newest in ${place} covers ${newest} of them; what came after could still be rewritten by whoever holds both the database and the signing key.`;
}
