"use client";
import type { Problem } from "@/components/form/call-api";
import { Button } from "@/components/ui/button";
import { ButtonLink } from "@/components/ui/button-link";
import { InlineAlert } from "@/components/ui/inline-alert";

interface FormFootProps {
  button: string;
  pending: boolean;
  sticky: boolean;
  problem: Problem | null;
  wrong: readonly { key: string; label: string }[];
  onFocus: (key: string) => void;
  cancel: string | undefined;
  onCancel: (() => void) | undefined;
}

/** The end of a form: what went wrong, with links to the fields, and the button. */
export function FormFoot({
  button,
  pending,
  sticky,
  problem,
  wrong,
  onFocus,
  cancel,
  onCancel,
}: FormFootProps) {
  return (
    <div className={`grid gap-3 ${sticky ? "sticky bottom-0 z-20 -mx-1 bg-page px-1 py-3" : ""}`}>
      {wrong.length > 0 ? (
        <InlineAlert
          tone="critical"
          live
          title={
            wrong.length === 1
              ? "One field needs your attention."
              : `${wrong.length} fields need your attention.`
          }
        >
          <ul className="flex flex-wrap gap-x-3">
            {wrong.map(({ key, label }) => (
              <li key={key}>
                <button
                  type="button"
                  onClick={() => onFocus(key)}
                  className="rounded-sm font-medium text-critical underline underline-offset-2"
                >
                  {label}
                </button>
              </li>
            ))}
          </ul>
        </InlineAlert>
      ) : null}
      {problem && wrong.length === 0 ? <Refusal problem={problem} /> : null}
      <div className={`flex gap-2 ${sticky ? "" : "justify-end"}`}>
        {sticky ? null : onCancel ? <Button onClick={onCancel}>Cancel</Button> : null}
        <Button type="submit" tone="primary" pending={pending}>
          {button}
        </Button>
        {sticky && cancel ? <ButtonLink href={cancel}>Cancel</ButtonLink> : null}
      </div>
    </div>
  );
}

function Refusal({ problem }: { problem: Problem }) {
  const { status, title, detail, errors = [], requestId } = problem;
  const expired = status === 401;
  return (
    <InlineAlert
      tone={expired ? "warn" : "critical"}
      live
      title={title}
      actions={
        expired ? (
          <a
            href="/sign-in"
            target="_blank"
            rel="noopener"
            className="font-medium text-accent underline underline-offset-2"
          >
            Sign in (opens a new tab)
          </a>
        ) : null
      }
    >
      <p>{detail}</p>
      {errors.map(({ path, message }) => (
        <p key={path + message}>{message}</p>
      ))}
      {status >= 500 && requestId ? <p>Reference: {requestId}</p> : null}
    </InlineAlert>
  );
}
