import Link from "next/link";
import { Facts } from "@/components/layout/facts";
import { Section } from "@/components/layout/section";
import { plannedFields } from "@/lib/domain/test-runs/plans/schema";
import { fieldMeta } from "@/lib/platform/schema/field";
import type { ShownPlanned } from "./read-planned";

/** What a planned test asks for: what is run, within which limits, on what. */
export function PlannedFacts({ test }: { test: ShownPlanned }) {
  const { system, tool, check, className, versions, model, prompt, modelVersion, promptVersion } = test;
  const counts = fieldMeta(plannedFields.versions).options?.find(({ value }) => value === versions);
  const part = (named: { name: string } | null, version: string | null) =>
    named && (version === null ? named.name : `${named.name}, version ${version}`);
  return (
    <Section title="What is asked for">
      <Facts
        items={[
          {
            label: "AI system",
            value: (
              <Link href={`/systems/${system.id}#test-plan`} prefetch={false} className="hover:underline">
                {system.name}
              </Link>
            ),
          },
          { label: "Tool", value: tool, empty: "Any tool" },
          { label: "Suite or check", value: check, empty: "Any check" },
          { label: "Threat class", value: className, empty: "Any class" },
          {
            label: "Threshold",
            value: `At most ${test.limitPercent} % of at least ${test.minimumCases} cases`,
          },
          { label: "Cadence", value: `Every ${test.cadenceDays} days` },
          { label: "Versions that count", value: counts?.label ?? versions },
          { label: "Model", value: part(model, modelVersion), empty: "Any model of the system" },
          { label: "Prompt", value: part(prompt, promptVersion), empty: "Any prompt of the system" },
          ...(test.origin ? [{ label: "Suggested because", value: test.origin }] : []),
          ...(test.retiredReason ? [{ label: "Taken out because", value: test.retiredReason }] : []),
        ]}
      />
    </Section>
  );
}
