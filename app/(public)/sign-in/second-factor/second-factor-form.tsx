"use client";
import { useState } from "react";
import { AccountForm } from "@/app/(public)/account-form";
import { CodeField } from "@/app/(public)/second-factors/app-set-up";
import { RecoveryField } from "@/app/(public)/second-factors/recovery-field";
import { goOn, type Passage, takeStep } from "@/app/(public)/sign-in-step";
import { type PasskeyOptions, provePasskey } from "@/components/form/browser-passkey";
import type { Problem } from "@/components/form/call-api";
import { Button } from "@/components/ui/button";
import { ButtonLink } from "@/components/ui/button-link";
import type { SecondFactor } from "@/lib/domain/organization/factors/schema";

const others: Record<SecondFactor, string> = {
  app: "Use a code of the authenticator app",
  passkey: "Use a passkey",
  recovery: "Use a recovery code",
};

/** Asks for the second factor by one way at a time, and offers the others. */
export function SecondFactorForm({ ways }: { ways: readonly SecondFactor[] }) {
  const [way, setWay] = useState<SecondFactor>(ways[0] ?? "recovery");
  return (
    <div className="grid gap-3">
      <AccountForm key={way} submit={way === "passkey" ? "Use a passkey" : "Continue"} send={senders[way]}>
        {(problemOf) =>
          way === "app" ? (
            <CodeField problem={problemOf("code")} focus />
          ) : way === "recovery" ? (
            <RecoveryField problem={problemOf("recovery")} focus />
          ) : null
        }
      </AccountForm>
      {ways
        .filter((other) => other !== way)
        .map((other) => (
          <Button key={other} onClick={() => setWay(other)} className="w-full">
            {others[other]}
          </Button>
        ))}
      <ButtonLink href="/sign-in" tone="quiet">
        Sign in as somebody else
      </ButtonLink>
      {ways.includes("recovery") ? null : (
        <p className="text-ink-soft text-sm">
          Lost your second factor? Ask an administrator to remove it; you then set up a new one.
        </p>
      )}
    </div>
  );
}

type Send = (typed: Record<string, string>) => Promise<Problem | null>;

const senders: Record<SecondFactor, Send> = {
  app: ({ code = "" }) => finish({ code }),
  recovery: ({ recovery = "" }) => finish({ recovery }),
  passkey: async () => {
    const begun = await takeStep<{ options: PasskeyOptions }>("second-passkey");
    if (!begun.ok) return begun.problem;
    const proven = await provePasskey(begun.data.options);
    return proven.ok ? finish({ passkey: proven.data }) : proven.problem;
  },
};

async function finish(proof: object): Promise<Problem | null> {
  const result = await takeStep<Passage>("second-factor", proof);
  if (result.ok) {
    goOn(result.data);
    return null;
  }
  return result.problem.status === 401 ? over : result.problem;
}

const over: Problem = {
  status: 401,
  title: "This took too long.",
  detail: "A sign-in has to be finished within ten minutes. Sign in from the start.",
};
