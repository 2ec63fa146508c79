import { Facts } from "@/components/layout/facts";
import { Section } from "@/components/layout/section";
import { DateText } from "@/components/ui/date-text";
import { evidenceKinds } from "@/lib/domain/evidence/schema";
import type { EvidenceRecord } from "./read-evidence";

/** What is said of a piece of evidence. */
export function FactsSection({ evidence }: { evidence: EvidenceRecord }) {
  const { kind, tags, validUntil, description, createdAt } = evidence;
  return (
    <Section title="What is said of it">
      <Facts
        items={[
          { label: "Kind", value: evidenceKinds.find(({ value }) => value === kind)?.label ?? kind },
          {
            label: "Valid until",
            value: validUntil ? <DateText value={validUntil} /> : null,
          },
          { label: "Tags", value: tags, empty: "None" },
          { label: "Description", value: description, empty: "None" },
          { label: "Added", value: <DateText value={createdAt} time /> },
        ]}
      />
    </Section>
  );
}
