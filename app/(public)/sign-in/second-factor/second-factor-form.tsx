"use client";
import { useState } from "react";
import { AccountForm } from "@/app/(public)/account-form";
import { CodeField } from "@/app/(public)/second-factors/app-set-up";
import { PasskeyButton } from "@/app/(public)/second-factors/passkey-button";
import { RecoveryField } from "@/app/(public)/second-factors/recovery-field";
import { goOn, type Passage, takeStep } from "@/app/(public)/sign-in-step";
import { type PasskeyOptions, provePasskey } from "@/components/form/browser-passkey";
import type { Problem } from "@/components/form/call-api";
import { Button } from "@/components/ui/button";
import { ButtonLink } from "@/components/ui/button-link";
import type { SecondFactor } from "@/lib/domain/organization/factors/schema";

const switches = {
  app: "Use a code of the authenticator app",
  recovery: "Use a recovery code",
} as const;

type Typed = keyof typeof switches;

/** Asks for the second factor: what is typed by one way at a time, a passkey beside it. */
export function SecondFactorForm({ ways }: { ways: readonly SecondFactor[] }) {
  const typed = ways.filter((way): way is Typed => way !== "passkey");
  const passkey = ways.includes("passkey");
  // Whoever has a passkey and no app is not led to spend a recovery code.
  const [way, setWay] = useState<Typed | null>(ways[0] === "app" || !passkey ? (typed[0] ?? null) : null);
  return (
    <div className="grid gap-3">
      {way ? (
        <AccountForm key={way} submit="Continue" send={finish}>
          {(problemOf) =>
            way === "app" ? (
              <CodeField problem={problemOf("code")} focus />
            ) : (
              <RecoveryField problem={problemOf("recovery")} focus />
            )
          }
        </AccountForm>
      ) : null}
      {passkey ? <PasskeyButton enter={byPasskey} tone={way ? "default" : "primary"} /> : null}
      {typed
        .filter((other) => other !== way)
        .map((other) => (
          <Button key={other} tone="quiet" onClick={() => setWay(other)} className="w-full">
            {switches[other]}
          </Button>
        ))}
      <ButtonLink href="/sign-in" tone="quiet">
        Sign in as somebody else
      </ButtonLink>
      {typed.includes("recovery") ? null : (
        <p className="text-ink-soft text-sm">
          Lost your second factor? Ask an administrator to remove it; you then set up a new one.
        </p>
      )}
    </div>
  );
}

async function byPasskey(): Promise<Problem | null> {
  const begun = await takeStep<{ options: PasskeyOptions }>("second-passkey");
  if (!begun.ok) return begun.problem.status === 401 ? over : begun.problem;
  const proven = await provePasskey(begun.data.options);
  return proven.ok ? finish({ passkey: proven.data }) : proven.problem;
}

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
