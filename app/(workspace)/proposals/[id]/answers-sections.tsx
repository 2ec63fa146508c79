import { type Fact, Facts } from "@/components/layout/facts";
import { Section } from "@/components/layout/section";
import { Badge } from "@/components/ui/badge";
import { FieldValue } from "@/components/ui/field-value";
import type { getProposal } from "@/lib/domain/intake/queries";
import { elementFields, proposalFields } from "@/lib/domain/intake/schema";
import type { CellValue } from "@/lib/platform/register/column";
import { fieldMeta } from "@/lib/platform/schema/field";

export type ProposalRecord = Awaited<ReturnType<typeof getProposal.execute>>;

const verdicts = {
  ai: { label: "An AI system", tone: "info" },
  "not-ai": { label: "No AI system", tone: "neutral" },
  unclear: { label: "Not clear yet", tone: "warn" },
} as const;

const about = [
  "purpose",
  "requestedFor",
  "kind",
  "exposure",
  "affectedPeople",
  "dataClasses",
  "personalData",
  "sourcing",
  "supplier",
  "modelName",
  "plannedOn",
  "notes",
] as const satisfies readonly (keyof typeof proposalFields)[];

/** What a proposal says: first whether it is AI, with the element that decides, then everything else. */
export function AnswersSections({ proposal }: { proposal: ProposalRecord }) {
  const { label, tone } = verdicts[proposal.verdict];
  const keys = Object.keys(elementFields) as (keyof typeof elementFields)[];
  return (
    <>
      <Section
        title="Is it AI at all?"
        description="By the elements of an AI system in Article 3(1) of the EU AI Act."
      >
        <p className="mb-3 flex flex-wrap items-center gap-2">
          <Badge tone={tone}>{label}</Badge>
          <span className="text-sm">{proposal.why.join(" ")}</span>
        </p>
        <Facts items={keys.map((key) => factOf(key, proposal))} columns={2} />
      </Section>
      <Section title="What it is for">
        <Facts items={about.map((key) => factOf(key, proposal))} columns={2} />
      </Section>
    </>
  );
}

function factOf(key: keyof typeof proposalFields, proposal: ProposalRecord): Fact {
  const meta = fieldMeta(proposalFields[key]);
  const value = ({ ...proposal } as unknown as Record<string, CellValue>)[key] ?? null;
  const nothing = value === null || (Array.isArray(value) && value.length === 0);
  return {
    label: meta.label,
    wide: meta.kind === "long-text",
    value: nothing ? null : <FieldValue field={meta} value={value} />,
    empty: "Unknown",
  };
}
