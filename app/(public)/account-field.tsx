"use client";
import { type ReactNode, useId, useState } from "react";
import { Button } from "@/components/ui/button";
import { Input } from "@/components/ui/input";

interface AccountFieldProps {
  name: string;
  label: string;
  type?: "text" | "email" | "password";
  autoComplete: string;
  help?: string;
  problem?: string | undefined;
  focus?: boolean;
  /** What stands in it at first. */
  initial?: string;
  inputMode?: "numeric";
  /** Another control than a line of text. */
  children?: (control: {
    id: string;
    name: string;
    describedBy: string | undefined;
    invalid: boolean;
  }) => ReactNode;
}

/** One field of a page outside of the workspace. A password can be shown, and pasted like everything else. */
export function AccountField({
  name,
  label,
  type = "text",
  autoComplete,
  help,
  problem,
  focus,
  initial,
  inputMode,
  children,
}: AccountFieldProps) {
  const id = useId();
  const [shown, setShown] = useState(false);
  const describedBy =
    [help ? `${id}-help` : "", problem ? `${id}-problem` : ""].filter(Boolean).join(" ") || undefined;
  const secret = type === "password";
  return (
    <div className="grid gap-1">
      <label htmlFor={id} className="w-fit font-medium text-sm">
        {label}
      </label>
      {help ? (
        <p id={`${id}-help`} className="text-ink-faint text-sm">
          {help}
        </p>
      ) : null}
      <div className="flex gap-2">
        {children ? (
          children({ id, name, describedBy, invalid: Boolean(problem) })
        ) : (
          <Input
            id={id}
            name={name}
            type={secret && shown ? "text" : type}
            autoComplete={autoComplete}
            autoFocus={focus}
            defaultValue={initial}
            inputMode={inputMode}
            required
            aria-invalid={problem ? true : undefined}
            aria-describedby={describedBy}
            spellCheck={false}
          />
        )}
        {secret ? (
          <Button
            tone="quiet"
            aria-pressed={shown}
            onClick={() => setShown(!shown)}
            aria-label={`Show ${label.toLowerCase()}`}
          >
            {shown ? "Hide" : "Show"}
          </Button>
        ) : null}
      </div>
      {problem ? (
        <p id={`${id}-problem`} className="text-critical text-sm">
          {problem}
        </p>
      ) : null}
    </div>
  );
}
