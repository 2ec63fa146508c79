"use client";
import { AccountField } from "@/app/(public)/account-field";

/** Asks for a recovery code. */
export function RecoveryField({ problem, focus }: { problem: string | undefined; focus?: boolean }) {
  return (
    <AccountField
      name="recovery"
      label="Recovery code"
      help="One of those that you kept. It works once."
      autoComplete="off"
      problem={problem}
      focus={focus ?? false}
    />
  );
}
