"use client";
import { type FormEvent, type ReactNode, useState } from "react";
import type { Problem } from "@/components/form/call-api";
import { Button } from "@/components/ui/button";
import { InlineAlert } from "@/components/ui/inline-alert";

interface AccountFormProps {
  /** The verb on the button. */
  submit: string;
  /** Sends what was typed; returns what was wrong, or null when the browser is on its way elsewhere. */
  send: (typed: Record<string, string>) => Promise<Problem | null>;
  /** The fields, each given the problem it has. */
  children: (problemOf: (name: string) => string | undefined) => ReactNode;
}

/** A form outside of the workspace: nothing typed is kept anywhere, and problems appear beside their fields. */
export function AccountForm({ submit, send, children }: AccountFormProps) {
  const [problem, setProblem] = useState<Problem | null>(null);
  const [pending, setPending] = useState(false);
  const problemOf = (name: string) => problem?.errors?.find(({ path }) => path === name)?.message;
  const beside = (problem?.errors ?? []).some(({ path }) => path !== "");

  const onSubmit = async (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    if (pending) return;
    const typed = Object.fromEntries(
      [...new FormData(event.currentTarget)].map(([key, value]) => [key, String(value)]),
    );
    setPending(true);
    const found = await send(typed);
    setProblem(found);
    if (found) setPending(false);
  };
  return (
    <form noValidate onSubmit={onSubmit} aria-label={submit} className="grid gap-4">
      {problem && !beside ? (
        <InlineAlert tone="bad" title={problem.title} live>
          {problem.detail}
        </InlineAlert>
      ) : null}
      {children(problemOf)}
      <Button type="submit" tone="primary" pending={pending} className="w-full">
        {submit}
      </Button>
    </form>
  );
}
