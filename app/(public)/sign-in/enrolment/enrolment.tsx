"use client";
import { useState } from "react";
import { AppSetUp } from "@/app/(public)/second-factors/app-set-up";
import { type Added, signInDoor } from "@/app/(public)/second-factors/factor-door";
import { PasskeySetUp } from "@/app/(public)/second-factors/passkey-set-up";
import { RecoveryCodes } from "@/app/(public)/second-factors/recovery-codes";
import { goOn } from "@/app/(public)/sign-in-step";
import { Section } from "@/components/layout/section";
import { ButtonLink } from "@/components/ui/button-link";

/** Sets up an authenticator app or a passkey, shows the recovery codes, and goes on. */
export function Enrolment({ passkeys }: { passkeys: boolean }) {
  const [codes, setCodes] = useState<readonly string[] | null>(null);
  const enter = () => goOn({ to: "in" });
  const added = ({ codes: made }: Added) => (made?.length ? setCodes(made) : enter());
  if (codes) return <RecoveryCodes codes={codes} done="I have kept them" onDone={enter} />;
  return (
    <div className="grid gap-4">
      <Section title="Authenticator app" description="Shows a new code every 30 seconds.">
        <AppSetUp door={signInDoor} onAdded={added} />
      </Section>
      {passkeys ? (
        <Section title="Passkey" description="Kept by your device or a security key.">
          <PasskeySetUp door={signInDoor} onAdded={added} />
        </Section>
      ) : null}
      <ButtonLink href="/sign-in" tone="quiet">
        Sign in as somebody else
      </ButtonLink>
    </div>
  );
}
