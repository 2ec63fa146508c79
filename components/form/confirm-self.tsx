"use client";
import { type FormEvent, useEffect, useId, useRef, useState } from "react";
import { askToConfirm, callApi } from "@/components/form/call-api";
import { Button } from "@/components/ui/button";
import { Dialog } from "@/components/ui/dialog";
import { Input } from "@/components/ui/input";

/** Asks for the password again when a signature takes it; what was sent then goes on by itself. */
export function ConfirmSelf() {
  const id = useId();
  const [open, setOpen] = useState(false);
  const [problem, setProblem] = useState<string | null>(null);
  const [pending, setPending] = useState(false);
  const answer = useRef<((given: boolean) => void) | null>(null);
  useEffect(() => {
    askToConfirm(
      () =>
        new Promise((resolve) => {
          answer.current = resolve;
          setProblem(null);
          setOpen(true);
        }),
    );
    return () => askToConfirm(null);
  }, []);
  const end = (given: boolean) => {
    setOpen(false);
    answer.current?.(given);
    answer.current = null;
  };
  const submit = async (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    event.stopPropagation();
    const password = String(new FormData(event.currentTarget).get("password"));
    setPending(true);
    const result = await callApi({ method: "POST", url: "/api/v1/session/confirm", body: { password } });
    setPending(false);
    if (result.ok) return end(true);
    const { errors, detail } = result.problem;
    setProblem(errors?.[0]?.message ?? detail);
  };
  return (
    <Dialog
      open={open}
      onClose={() => end(false)}
      title="Confirm that it is you"
      description="Your organisation asks for your password before a signature. It then holds for five minutes."
      width="sm"
    >
      <form onSubmit={(event) => void submit(event)} className="grid gap-3">
        <label htmlFor={id} className="font-medium text-sm">
          Password
        </label>
        <Input
          id={id}
          name="password"
          type="password"
          autoComplete="current-password"
          required
          autoFocus
          aria-invalid={problem ? true : undefined}
          aria-describedby={`${id}-problem`}
        />
        <p id={`${id}-problem`} role="alert" className="text-critical text-sm">
          {problem}
        </p>
        <Button type="submit" tone="primary" pending={pending}>
          Confirm and sign
        </Button>
      </form>
    </Dialog>
  );
}
