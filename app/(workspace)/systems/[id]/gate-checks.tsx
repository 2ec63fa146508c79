import Link from "next/link";
import { Badge } from "@/components/ui/badge";
import type { GateCheck } from "@/lib/domain/inventory/systems/gates/schema";

const words = { holds: "Holds", fails: "Does not hold", unknown: "Unknown" } as const;

/** The conditions of a gate with what was found, who waived what and why, and where to mend what does not hold. */
export function GateChecks({ checks, mend = false }: { checks: readonly GateCheck[]; mend?: boolean }) {
  return (
    <ul className="mt-1 grid gap-2 text-sm">
      {checks.map((check) => (
        <li key={check.condition} className="grid gap-0.5">
          <span className="flex flex-wrap items-center gap-x-2 gap-y-1">
            <Badge tone={toneOf(check)}>{words[check.state]}</Badge>
            <span className="text-ink">{check.label}</span>
            {check.required ? null : <span className="text-ink-faint">(a warning only)</span>}
          </span>
          <span className="break-words text-ink-soft">
            {check.found}{" "}
            {mend && check.mend && check.state !== "holds" ? (
              <Link href={check.mend} className="text-accent">
                Mend it<span className="sr-only">: {check.label}</span>
              </Link>
            ) : null}
          </span>
          {check.waived ? (
            <span className="break-words text-ink-soft">
              Waived by {check.waived.by}: {check.waived.reason}
            </span>
          ) : null}
        </li>
      ))}
    </ul>
  );
}

function toneOf({ state, required }: GateCheck) {
  if (state === "holds") return "good";
  return required && state === "fails" ? "bad" : "warn";
}
