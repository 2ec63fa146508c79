import { Facts } from "@/components/layout/facts";
import { Section } from "@/components/layout/section";
import { tiers } from "@/lib/domain/threat-models/schema";

interface ProposesSectionProps {
  rule: {
    category: string;
    familyName: string;
    strideFallback: string;
    likelihood: number;
    impact: number;
    tier: number;
  };
}

/** What kind of threat a rule proposes, with scores that a person decides on. */
export function ProposesSection({ rule }: ProposesSectionProps) {
  return (
    <Section title="What it proposes">
      <Facts
        items={[
          { label: "Category", value: rule.category },
          { label: "Threat family", value: rule.familyName },
          { label: "In formats without AI harms", value: rule.strideFallback },
          { label: "Suggested likelihood", value: `${rule.likelihood} of 5` },
          { label: "Suggested impact", value: `${rule.impact} of 5` },
          { label: "Tier", value: tiers.find(({ value }) => value === String(rule.tier))?.label },
        ]}
      />
    </Section>
  );
}
