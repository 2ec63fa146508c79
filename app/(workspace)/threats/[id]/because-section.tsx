import Link from "next/link";
import { Facts } from "@/components/layout/facts";
import { Section } from "@/components/layout/section";
import type { FactValue } from "@/lib/domain/threat-models/evaluate";
import type { ShownThreat } from "./read-threat";

/** Why a threat is there: its rule, the values that made the rule fire, what nobody knows, and the way through the model. */
export function BecauseSection({ threat }: { threat: ShownThreat }) {
  const { ruleId, ruleVersion, ruleChanged, condition, description, fired, unknown, ways, suggested, names } =
    threat;
  const nameOf = (id: string) => names[id] ?? id;
  return (
    <Section title="Why" id="why">
      <Facts
        items={[
          {
            label: "Rule",
            value: (
              <Link href={`/threat-rules/${ruleId}`} prefetch={false} className="hover:underline">
                {ruleId}, edition {ruleVersion}
              </Link>
            ),
            ...(ruleChanged
              ? {
                  help: "The rule has changed since. Generate the threats of the model again to see what follows.",
                }
              : {}),
          },
          ...(description ? [{ label: "How it comes about", value: description }] : []),
          { label: "Applies when", value: condition, empty: "A search through the model finds such a path" },
          ...(fired.length > 0 || unknown.length === 0
            ? [
                {
                  label: "Because",
                  value: fired.length > 0 ? <FactList facts={fired} nameOf={nameOf} /> : null,
                  empty: "It always applies to an element of this type",
                },
              ]
            : []),
          ...(unknown.length > 0
            ? [{ label: "Nobody knows", value: <FactList facts={unknown} nameOf={nameOf} /> }]
            : []),
          ...ways.map(({ elements }, at) => ({
            label: ways.length === 1 ? "Path" : `Path ${at + 1}`,
            value: elements.map(nameOf).join(" → "),
          })),
          ...(suggested
            ? [
                {
                  label: "Suggested scores",
                  value: `Likelihood ${suggested.likelihood} and impact ${suggested.impact} of 5`,
                  help: "Suggested by the rule; a person decides.",
                },
              ]
            : []),
        ]}
      />
    </Section>
  );
}

function FactList({ facts, nameOf }: { facts: readonly FactValue[]; nameOf: (id: string) => string }) {
  return (
    <ul className="grid list-disc gap-0.5 pl-5">
      {facts.map(({ fact, on, value }) => (
        <li key={`${fact} ${on ?? ""}`}>
          {`${fact.replace(/^\w+\./, "").replaceAll("_", " ")}: ${wordOf(value)}${on === null ? "" : ` (${nameOf(on)})`}`}
        </li>
      ))}
    </ul>
  );
}

function wordOf(value: FactValue["value"]): string {
  if (value === null) return "not known";
  return value === true ? "yes" : value === false ? "no" : String(value);
}
