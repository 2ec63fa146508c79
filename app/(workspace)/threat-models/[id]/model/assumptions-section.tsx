import { Section } from "@/components/layout/section";
import { Badge } from "@/components/ui/badge";

interface AssumptionsSectionProps {
  assumptions: readonly { text: string; confirmed: boolean | null }[];
}

/** What a model takes for granted, and whether somebody has looked. */
export function AssumptionsSection({ assumptions }: AssumptionsSectionProps) {
  if (assumptions.length === 0) return null;
  return (
    <Section title={`Assumptions: ${assumptions.length}`} id="assumptions">
      <ul className="grid gap-2">
        {assumptions.map(({ text, confirmed }) => (
          <li key={text} className="flex flex-wrap items-start gap-2 text-sm">
            <Badge tone={confirmed === null ? "warn" : confirmed ? "good" : "bad"}>
              {confirmed === null ? "Not looked at" : confirmed ? "Confirmed" : "Rejected"}
            </Badge>
            <span className="min-w-0 flex-1 break-words">{text}</span>
          </li>
        ))}
      </ul>
    </Section>
  );
}
