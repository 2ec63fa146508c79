import { DateText } from "@/components/ui/date-text";
import { OptionBadge } from "@/components/ui/option-badge";
import { decisionStates } from "@/lib/domain/decisions/schema";
import { roles } from "@/lib/platform/access/role";
import type { RegisterRow } from "@/lib/platform/register/column";

const textOf = (value: unknown) => (typeof value === "string" ? value : "");
const nameOf = (value: RegisterRow[string]) =>
  typeof value === "object" && value !== null && "name" in value ? value.name : "Plumbline";

/** One request for a decision and what came of it; `about` says what was asked where that is not plain. */
export function DecisionEntry({ decision, about }: { decision: RegisterRow; about?: string }) {
  const {
    state,
    until,
    requestedBy,
    requestedAt,
    reason,
    conditions,
    signer,
    signedAt,
    signerRole,
    signerReason,
  } = decision;
  const { closedReason, digest, exception } = decision;
  const role = roles.find(({ value }) => value === signerRole)?.label;
  const signedAs = role ? ` as ${role}` : "";
  return (
    <li className="grid gap-1.5 border-line border-l-2 pl-3">
      <span className="flex flex-wrap items-center gap-2">
        <OptionBadge options={decisionStates} value={textOf(state)} />
        {about ? <span className="text-ink-soft">{about}</span> : null}
        {until ? (
          <span className="text-ink-soft">
            until <DateText value={textOf(until)} />
          </span>
        ) : null}
      </span>
      <p>
        {nameOf(requestedBy ?? null)} asked on <DateText value={textOf(requestedAt)} />: {textOf(reason)}
      </p>
      {exception ? <p className="text-ink-soft">Although something is missing: {textOf(exception)}</p> : null}
      {conditions ? <p className="text-ink-soft">Conditions: {textOf(conditions)}</p> : null}
      {signedAt ? (
        <p>
          {nameOf(signer ?? null)}
          {signedAs} {state === "refused" ? "refused" : "signed"} on{" "}
          <DateText value={textOf(signedAt)} time />: {textOf(signerReason)}
        </p>
      ) : null}
      {closedReason ? <p className="text-ink-soft">{textOf(closedReason)}</p> : null}
      <details className="text-ink-faint text-xs">
        <summary className="w-fit cursor-pointer py-1">
          Seal of what was {signedAt ? "signed" : "asked"}
        </summary>
        <code className="break-all">SHA-256 {textOf(digest)}</code>
      </details>
    </li>
  );
}
