"use client";
import { AccountField } from "@/app/(public)/account-field";

interface NewPasswordFieldProps {
  label?: string;
  problem: string | undefined;
  focus?: boolean;
}

/** Asks for a password that somebody is about to choose, and says what makes a good one. */
export function NewPasswordField({ label = "New password", problem, focus = false }: NewPasswordFieldProps) {
  return (
    <AccountField
      name="password"
      label={label}
      type="password"
      autoComplete="new-password"
      help="At least 12 characters, such as four unrelated words."
      problem={problem}
      focus={focus}
    />
  );
}
