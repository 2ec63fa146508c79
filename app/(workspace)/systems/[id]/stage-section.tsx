import { Section } from "@/components/layout/section";
import { DateText } from "@/components/ui/date-text";
import { OptionBadge } from "@/components/ui/option-badge";
import type { GateCheck } from "@/lib/domain/inventory/systems/gates/schema";
import { stages } from "@/lib/domain/inventory/systems/options/schema";
import { GateChecks } from "./gate-checks";

interface Move {
  id: string;
  fromStage: string;
  toStage: string;
  reason: string;
  movedBy: string;
  movedAt: string;
  gateVersion: number | null;
  checks: readonly GateCheck[];
}

/** How a system came to its stage: each move with who, when, why and what was checked, newest first. */
export function StageSection({
  stage,
  moves,
  createdAt,
}: {
  stage: string;
  moves: readonly Move[];
  createdAt: string;
}) {
  const first = moves.at(-1)?.fromStage ?? stage;
  return (
    <Section title="Life" id="life">
      <ol className="grid gap-3 text-sm">
        {moves.map(({ id, toStage, reason, movedBy, movedAt, gateVersion, checks }) => (
          <li key={id} className="grid gap-0.5">
            <span className="flex flex-wrap items-center gap-x-2 gap-y-1">
              <OptionBadge options={stages} value={toStage} />
              <span className="text-ink-faint">
                <DateText value={movedAt} /> · {movedBy}
              </span>
            </span>
            <span className="text-ink-soft">{reason}</span>
            {checks.length > 0 ? (
              <details>
                <summary className="cursor-pointer text-accent">
                  {checks.filter(({ state }) => state === "holds").length} of {checks.length} conditions held
                </summary>
                <p className="text-ink-faint text-xs">Checked against version {gateVersion} of the gates.</p>
                <GateChecks checks={checks} />
              </details>
            ) : null}
          </li>
        ))}
        <li className="flex flex-wrap items-center gap-x-2 gap-y-1">
          <OptionBadge options={stages} value={first} />
          <span className="text-ink-faint">
            entered into the inventory <DateText value={createdAt} />
          </span>
        </li>
      </ol>
    </Section>
  );
}
