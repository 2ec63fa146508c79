import Link from "next/link";
import { Facts } from "@/components/layout/facts";
import { Section } from "@/components/layout/section";
import { DateText } from "@/components/ui/date-text";
import { approaches, depths } from "@/lib/domain/threat-models/record/schema";
import { FollowInventory } from "./follow-inventory";
import type { ModelRecord } from "./read-model";
import { SayFacts } from "./say-facts";

const started: Readonly<Record<string, string>> = {
  inventory: "The inventory",
  reference: "Reference architecture",
  file: "File",
  empty: "An empty drawing",
};

/** What a threat model is of, how deep it looks, where it came from, and what is known of the system as a whole. */
export function FactsSection({ model }: { model: ModelRecord }) {
  const { system, unit, approach, tier, scopeNotes, startedFrom, startedName, followsInventory } = model;
  const labelOf = (options: readonly { value: string; label: string }[], value: string) =>
    options.find((one) => one.value === value)?.label ?? value;
  const yesNo = (value: unknown) => (value === true ? "Yes" : value === false ? "No" : null);
  return (
    <>
      <Section title="Facts" actions={model.can.edit ? <FollowInventory model={model} /> : null}>
        <Facts
          items={[
            {
              label: "AI system",
              value: (
                <Link href={`/systems/${system.id}`} prefetch={false} className="hover:underline">
                  {system.name}
                </Link>
              ),
            },
            { label: "Business unit", value: unit.name },
            { label: "Approach", value: labelOf(approaches, approach) },
            { label: "Depth", value: labelOf(depths, tier) },
            { label: "Scope", value: scopeNotes },
            {
              label: "Started from",
              value: [started[startedFrom] ?? startedFrom, startedName].filter(Boolean).join(": "),
            },
            { label: "Follows the inventory", value: followsInventory ? "Yes" : "No" },
            { label: "Added", value: <DateText value={model.createdAt} /> },
            { label: "Last changed", value: <DateText value={model.updatedAt} time /> },
          ]}
        />
      </Section>
      <Section
        title="The system as a whole"
        description="What rules ask of it; said, or shown by the drawing."
        actions={model.can.edit ? <SayFacts model={model} facts={model.facts} /> : null}
      >
        <Facts
          items={model.facts.map(({ question, given, shown }) => ({
            label: question,
            value: yesNo(given ?? shown),
            ...(given === null && shown !== null ? { help: "Shown by the drawing" } : {}),
          }))}
        />
      </Section>
    </>
  );
}
