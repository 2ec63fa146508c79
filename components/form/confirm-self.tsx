"use client";
import { type FormEvent, useEffect, useId, useRef, useState } from "react";
import { type PasskeyOptions, provePasskey } from "@/components/form/browser-passkey";
import { askToConfirm, callApi } from "@/components/form/call-api";
import { Button } from "@/components/ui/button";
import { Dialog } from "@/components/ui/dialog";
import { Input } from "@/components/ui/input";
import { toast } from "@/components/ui/toast";

type Way = "password" | "app" | "passkey" | "recovery";

interface Ways {
  ways: readonly Way[];
  /** What the browser needs to prove a passkey, where there is one and this address can use it. */
  passkey: PasskeyOptions | null;
}

const fields = {
  password: {
    name: "password",
    label: "Password",
    autoComplete: "current-password",
    other: "Use the password",
  },
  app: {
    name: "code",
    label: "Code of the authenticator app",
    autoComplete: "one-time-code",
    other: "Use a code",
  },
  recovery: { name: "recovery", label: "Recovery code", autoComplete: "off", other: "Use a recovery code" },
} as const;

/** Asks to prove again who one is, by what one has, when something takes it; what was sent then goes on by itself. */
export function ConfirmSelf() {
  const id = useId();
  const [open, setOpen] = useState(false);
  const [{ ways, passkey }, setWays] = useState<Ways>({ ways: [], passkey: null });
  const [typed, setTyped] = useState<keyof typeof fields>("password");
  const [problem, setProblem] = useState<string | null>(null);
  const [pending, setPending] = useState(false);
  const answer = useRef<((given: boolean) => void) | null>(null);
  useEffect(() => {
    askToConfirm(async () => {
      const asked = await callApi<Ways>({ method: "POST", url: "/api/v1/session/begin-confirm", body: {} });
      if (!asked.ok) {
        toast.bad(asked.problem.title, { detail: asked.problem.detail });
        return false;
      }
      setWays(asked.data);
      setTyped(asked.data.ways.find((way) => way !== "passkey") ?? "recovery");
      setProblem(null);
      setOpen(true);
      return new Promise((resolve) => {
        answer.current = resolve;
      });
    });
    return () => askToConfirm(null);
  }, []);
  const end = (given: boolean) => {
    setOpen(false);
    answer.current?.(given);
    answer.current = null;
  };
  const confirm = async (proof: object) => {
    const result = await callApi({ method: "POST", url: "/api/v1/session/confirm", body: proof });
    if (result.ok) return end(true);
    const { errors, detail } = result.problem;
    setProblem(errors?.[0]?.message ?? detail);
  };
  const submit = async (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    event.stopPropagation();
    const { name } = fields[typed];
    const value = String(new FormData(event.currentTarget).get(name));
    setPending(true);
    await confirm({ [name]: value });
    setPending(false);
  };
  const byPasskey = async () => {
    if (!passkey) return;
    setPending(true);
    const proven = await provePasskey(passkey);
    if (proven.ok) await confirm({ passkey: proven.data });
    else setProblem(proven.problem.detail);
    setPending(false);
  };
  const field = fields[typed];
  const others = ways.filter((way) => way !== typed && way !== "passkey") as (keyof typeof fields)[];
  return (
    <Dialog
      open={open}
      onClose={() => end(false)}
      title="Confirm that it is you"
      description="What you are about to do asks for it. It then holds for some minutes."
      width="sm"
    >
      <form onSubmit={(event) => void submit(event)} className="grid gap-3">
        {ways.some((way) => way !== "passkey") ? (
          <>
            <label htmlFor={id} className="font-medium text-sm">
              {field.label}
            </label>
            <Input
              key={typed}
              id={id}
              name={field.name}
              type={typed === "password" ? "password" : "text"}
              autoComplete={field.autoComplete}
              required
              autoFocus
              aria-invalid={problem ? true : undefined}
              aria-describedby={`${id}-problem`}
            />
          </>
        ) : null}
        <p id={`${id}-problem`} role="alert" className="text-critical text-sm">
          {problem}
        </p>
        {ways.some((way) => way !== "passkey") ? (
          <Button type="submit" tone="primary" pending={pending}>
            Confirm and go on
          </Button>
        ) : null}
        {passkey ? (
          <Button pending={pending} onClick={() => void byPasskey()}>
            Use a passkey
          </Button>
        ) : null}
        {others.map((way) => (
          <Button key={way} tone="quiet" onClick={() => setTyped(way)}>
            {fields[way].other}
          </Button>
        ))}
      </form>
    </Dialog>
  );
}
