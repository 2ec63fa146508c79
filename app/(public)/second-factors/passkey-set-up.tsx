"use client";
import { AccountField } from "@/app/(public)/account-field";
import { AccountForm } from "@/app/(public)/account-form";
import type { Added, FactorDoor } from "@/app/(public)/second-factors/factor-door";
import { makePasskey } from "@/components/form/browser-passkey";

interface PasskeySetUpProps {
  door: FactorDoor;
  /** Changes when one was added, so that the form starts anew. */
  onAdded: (added: Added) => void;
}

/** Names a passkey and lets the browser make it. */
export function PasskeySetUp({ door, onAdded }: PasskeySetUpProps) {
  const send = async ({ name = "" }: Record<string, string>) => {
    const begun = await door.beginPasskey();
    if (!begun.ok) return begun.problem;
    const made = await makePasskey(begun.data.options);
    if (!made.ok) return made.problem;
    const result = await door.addPasskey(name, made.data);
    if (!result.ok) return result.problem;
    onAdded(result.data);
    return null;
  };
  return (
    <div className="max-w-sm">
      <AccountForm submit="Add passkey" send={send}>
        {(problemOf) => (
          <AccountField
            name="name"
            label="Name of the passkey"
            help="By which you know it among others, such as the device that keeps it."
            autoComplete="off"
            problem={problemOf("name")}
          />
        )}
      </AccountForm>
    </div>
  );
}
