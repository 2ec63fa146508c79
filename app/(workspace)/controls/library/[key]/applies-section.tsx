import { Facts } from "@/components/layout/facts";
import { Section } from "@/components/layout/section";
import { type LibraryControl, labelIn } from "@/lib/domain/controls/library/schema";
import {
  autonomies,
  dataClasses,
  euRoles,
  exposures,
  stages,
  systemKinds,
} from "@/lib/domain/inventory/systems/options/schema";

type Options = readonly { value: string; label: string }[];

import { outcomeOptions } from "@/lib/domain/obligations/schema";

const lists: [
  "stages" | "kinds" | "exposures" | "autonomies" | "dataClasses" | "euRoles",
  string,
  Options,
][] = [
  ["stages", "Stages of life", stages],
  ["kinds", "Kinds of system", systemKinds],
  ["exposures", "Exposure", exposures],
  ["autonomies", "Autonomy", autonomies],
  ["dataClasses", "Data classes", dataClasses],
  ["euRoles", "EU AI Act roles", euRoles],
];

const yes: ["personalData" | "generatesContent" | "learnsInUse", string][] = [
  ["personalData", "Personal data"],
  ["generatesContent", "Generates content"],
  ["learnsInUse", "Learns in use"],
];

/** To which systems a control applies, why, and what it lowers while it works. */
export function AppliesSection({
  control: { applies, because, effectiveness, outcomes },
}: {
  control: Pick<LibraryControl, "applies" | "because" | "effectiveness" | "outcomes">;
}) {
  const { likelihood, impact, why } = effectiveness;
  const wide = applies.scope ? "Once for the organisation or a unit" : "For each system";
  return (
    <>
      <Section title="Where it applies">
        <Facts
          items={[
            { label: "Scope", value: applies.everywhere ? "Every system" : wide },
            ...lists.flatMap(([key, label, options]) =>
              applies[key]
                ? [{ label, value: applies[key].map((value) => labelIn(options, value)).join(", ") }]
                : [],
            ),
            ...yes.flatMap(([key, label]) => (applies[key] ? [{ label, value: "Yes" }] : [])),
            { label: "Why", value: because },
            ...(outcomes.length > 0
              ? [
                  {
                    label: "Outcomes of the EU AI Act that call for it",
                    value: outcomes.map((one) => labelIn(outcomeOptions, one)).join(", "),
                  },
                ]
              : []),
          ]}
        />
      </Section>
      <Section title="What it lowers while it works">
        <Facts
          items={[
            { label: "Likelihood", value: steps(likelihood) },
            { label: "Impact", value: steps(impact) },
            { label: "Why", value: why },
          ]}
        />
      </Section>
    </>
  );
}

function steps(count: number): string {
  if (count === 0) return "Not at all";
  return count === 1 ? "By 1 step of five" : `By ${count} steps of five`;
}
