import { Facts } from "@/components/layout/facts";
import { Section } from "@/components/layout/section";
import { OptionBadge } from "@/components/ui/option-badge";
import type { Judged } from "@/lib/domain/controls/rules";
import { effects } from "@/lib/domain/controls/schema";
import { JudgeEffect } from "./control-acts";
import type { ControlRecord } from "./read-control";

/** Whether a control would do what it should and whether it does, each with its reason. */
export function EffectivenessSection({ control }: { control: ControlRecord }) {
  const { design, operation, lowersLikelihood, lowersImpact, can } = control;
  return (
    <Section
      title="Effectiveness"
      id="effectiveness"
      actions={can.judge ? <JudgeEffect control={control} /> : null}
    >
      <Facts
        columns={3}
        items={[
          { label: "Designed", value: <Side judged={design} /> },
          { label: "Operating", value: <Side judged={operation} /> },
          {
            label: "Lowers, while it works",
            value: `Likelihood by ${steps(lowersLikelihood)}, impact by ${steps(lowersImpact)} of a five-step scale`,
          },
        ]}
      />
    </Section>
  );
}

const steps = (count: number) => (count === 1 ? "1 step" : `${count} steps`);

function Side({ judged }: { judged: Judged | null }) {
  if (!judged) return <span className="text-ink-faint">It does not apply.</span>;
  return (
    <span className="grid justify-items-start gap-1">
      <OptionBadge options={effects} value={judged.effect} />
      <span className="text-sm">{judged.reason}</span>
      {judged.by === "person" ? (
        <span className="text-ink-faint text-xs">Decided by a person against the rule.</span>
      ) : null}
    </span>
  );
}
