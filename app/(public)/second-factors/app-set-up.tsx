"use client";
import { useState } from "react";
import { AccountField } from "@/app/(public)/account-field";
import { AccountForm } from "@/app/(public)/account-form";
import type { Added, AppToSetUp, FactorDoor } from "@/app/(public)/second-factors/factor-door";
import type { Problem } from "@/components/form/call-api";
import { Button } from "@/components/ui/button";
import { InlineAlert } from "@/components/ui/inline-alert";

interface AppSetUpProps {
  door: FactorDoor;
  onAdded: (added: Added) => void;
}

/** Sets an authenticator app up: the QR code or the secret goes into the app, a code of the app comes back. */
export function AppSetUp({ door, onAdded }: AppSetUpProps) {
  const [begun, setBegun] = useState<AppToSetUp | null>(null);
  const [problem, setProblem] = useState<Problem | null>(null);
  const [pending, setPending] = useState(false);
  const begin = async () => {
    setPending(true);
    const result = await door.beginApp();
    setPending(false);
    setProblem(result.ok ? null : result.problem);
    if (result.ok) setBegun(result.data);
  };
  const send = async ({ name = "", code = "" }: Record<string, string>) => {
    const result = await door.addApp(name, code);
    if (!result.ok) return result.problem;
    setBegun(null);
    onAdded(result.data);
    return null;
  };
  if (!begun)
    return (
      <div className="grid justify-items-start gap-3">
        {problem ? (
          <InlineAlert tone="bad" title={problem.title} live>
            {problem.detail}
          </InlineAlert>
        ) : null}
        <Button pending={pending} onClick={begin}>
          Add an authenticator app
        </Button>
      </div>
    );
  return (
    <div className="grid max-w-md gap-4">
      <ol className="grid list-decimal gap-3 pl-5">
        <li>
          <p>Scan this with your authenticator app, or type the key into it.</p>
          <QrFigure {...begun.qr} />
          <p className="mt-2 text-ink-soft text-sm">
            Key, for time-based codes: <code className="break-all text-ink">{inFours(begun.secret)}</code>
          </p>
        </li>
        <li>Name it, and type the code that the app then shows.</li>
      </ol>
      <AccountForm submit="Add app" send={send}>
        {(problemOf) => (
          <>
            <AccountField
              name="name"
              label="Name of the app or device"
              autoComplete="off"
              initial="Phone"
              problem={problemOf("name")}
            />
            <CodeField problem={problemOf("code")} focus />
          </>
        )}
      </AccountForm>
      <Button tone="quiet" onClick={() => setBegun(null)}>
        Cancel
      </Button>
    </div>
  );
}

/** Asks for the six digits of an authenticator app. */
export function CodeField({ problem, focus }: { problem: string | undefined; focus?: boolean }) {
  return (
    <AccountField
      name="code"
      label="Code"
      help="The six digits that your authenticator app shows now."
      autoComplete="one-time-code"
      inputMode="numeric"
      problem={problem}
      focus={focus ?? false}
    />
  );
}

// Black on white in either theme: not every camera reads the reverse.
function QrFigure({ size, path }: AppToSetUp["qr"]) {
  return (
    <svg
      role="img"
      aria-label="QR code with the key"
      viewBox={`0 0 ${size} ${size}`}
      shapeRendering="crispEdges"
      className="mt-2 size-52 rounded-md border border-line"
    >
      <rect width={size} height={size} fill="#fff" />
      <path d={path} fill="#000" />
    </svg>
  );
}

function inFours(secret: string): string {
  return secret.match(/.{1,4}/g)?.join(" ") ?? secret;
}
