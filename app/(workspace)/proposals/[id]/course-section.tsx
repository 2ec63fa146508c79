import Link from "next/link";
import { type Fact, Facts } from "@/components/layout/facts";
import { Section } from "@/components/layout/section";
import { DateText } from "@/components/ui/date-text";
import { OptionBadge } from "@/components/ui/option-badge";
import { criticalities } from "@/lib/domain/inventory/schema";
import { stages } from "@/lib/domain/inventory/systems/options/schema";
import type { ProposalRecord } from "./answers-sections";

/** Where a proposal stands: who named whom, who decided what, and the AI system that came of it. */
export function CourseSection({ proposal }: { proposal: ProposalRecord }) {
  const { question, owner, technicalOwner, criticality, stage, triageNote, triagedBy, triagedAt } = proposal;
  const { decidedBy, decidedAt, decisionReason, decidedDigest, system, state, createdAt, proposer } =
    proposal;
  const known = (label: string, value: Fact["value"] | null): Fact[] =>
    value ? [{ label, value, wide: false }] : [];
  return (
    <Section title="Where it stands">
      <Facts
        columns={1}
        items={[
          ...known(
            "AI system",
            system ? (
              <Link href={`/systems/${system.id}`} className="text-accent hover:underline">
                {system.ref} {system.name}
              </Link>
            ) : null,
          ),
          ...known("Asked", state === "returned" ? question : null),
          ...known("Decided", decidedBy && decidedAt ? <By who={decidedBy} at={decidedAt} /> : null),
          ...known("Reason", decisionReason),
          ...known(
            "Digest of what was decided (SHA-256)",
            decidedDigest ? <Digest value={decidedDigest} /> : null,
          ),
          ...known("Owner", owner?.name),
          ...known("Technical owner", technicalOwner?.name),
          ...known(
            "Criticality",
            criticality ? <OptionBadge options={criticalities} value={criticality} /> : null,
          ),
          ...known("First stage", stage ? <OptionBadge options={stages} value={stage} /> : null),
          ...known("Note of triage", triageNote),
          ...known("Triage", triagedBy && triagedAt ? <By who={triagedBy} at={triagedAt} /> : null),
          ...known("Proposed", <By who={proposer} at={createdAt} />),
        ]}
      />
    </Section>
  );
}

function By({ who, at }: { who: string; at: string }) {
  return (
    <>
      {who}, <DateText value={at} time />
    </>
  );
}

function Digest({ value }: { value: string }) {
  return <code className="break-all text-xs">{value}</code>;
}
