import { Facts } from "@/components/layout/facts";
import { Section } from "@/components/layout/section";
import type { RiskRecord } from "./read-record";

/** What a risk is: cause, event, consequence. */
export function StorySection({ risk: { cause, event, consequence } }: { risk: RiskRecord }) {
  return (
    <Section title="What can happen" id="story">
      <Facts
        items={[
          { label: "Cause", value: cause, wide: true },
          { label: "Event", value: event, wide: true },
          { label: "Consequence", value: consequence, wide: true },
        ]}
      />
    </Section>
  );
}
