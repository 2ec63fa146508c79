import { Section } from "@/components/layout/section";
import { Badge } from "@/components/ui/badge";
import { MissingList } from "../missing-list";
import type { StageRecord } from "../read-stage";

/** What the stage asks for before it is left, and what of it is missing. */
export function GateSection({ stage: { gate, missing } }: { stage: StageRecord }) {
  return (
    <Section
      title="Gate"
      id="gate"
      description={
        missing === 0
          ? "Nothing is missing. The stage can be signed off."
          : "With something missing the stage can be signed off for a reason that stands in the decision."
      }
    >
      <ul className="grid gap-3">
        {gate.map((check) => (
          <li key={check.label} className="grid gap-1">
            <span className="flex flex-wrap items-center gap-2">
              <Badge tone={check.missing.length === 0 ? "good" : "warn"}>
                {check.missing.length === 0 ? "Holds" : `${check.missing.length} missing`}
              </Badge>
              <span>{check.label}</span>
              <span className="text-ink-faint text-xs">{`of ${check.of}`}</span>
            </span>
            {check.missing.length > 0 ? <MissingList missing={check.missing} most={12} /> : null}
          </li>
        ))}
      </ul>
    </Section>
  );
}
