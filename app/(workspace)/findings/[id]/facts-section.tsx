import Link from "next/link";
import { Facts } from "@/components/layout/facts";
import { Section } from "@/components/layout/section";
import { DateText } from "@/components/ui/date-text";
import { severityOptions } from "@/lib/domain/test-runs/findings/schema";
import type { ShownFinding } from "./read-finding";

/** What was tested, how severe it is and why, and what the published lists call it. */
export function FactsSection({ finding }: { finding: ShownFinding }) {
  const { system, tool, check, detector, place, className, owasp, atlas } = finding;
  const { severityReason, severityByPerson, ruledSeverity, ruledReason } = finding;
  const ruled = severityOptions.find(({ value }) => value === ruledSeverity)?.label ?? ruledSeverity;
  return (
    <Section title="Facts">
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
          { label: "Severity because", value: severityReason },
          ...(severityByPerson ? [{ label: "The rule says", value: `${ruled}. ${ruledReason}` }] : []),
          ...(finding.stateReason ? [{ label: "State because", value: finding.stateReason }] : []),
          { label: "Threat class", value: className, empty: "No table maps the check to one" },
          {
            label: "OWASP Top 10 for LLM applications",
            value: owasp.length > 0 ? owasp.map(({ edition, id }) => `${id} (${edition})`).join(", ") : null,
            empty: "No entry of any edition",
          },
          { label: "MITRE ATLAS", value: atlas.length > 0 ? atlas.join(", ") : null, empty: "No technique" },
          { label: "Tool", value: tool },
          { label: "Check", value: check },
          ...(detector ? [{ label: "Detector", value: detector }] : []),
          ...(place ? [{ label: "Place", value: place }] : []),
          { label: "First seen", value: <DateText value={finding.firstSeenAt} /> },
          { label: "Last seen", value: <DateText value={finding.lastSeenAt} /> },
          { label: "Last tested", value: <DateText value={finding.lastTestedAt} /> },
          { label: "Newest run of the tool", value: finding.retest },
        ]}
      />
    </Section>
  );
}
