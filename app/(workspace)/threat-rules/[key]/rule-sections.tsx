import Link from "next/link";
import { Facts } from "@/components/layout/facts";
import { Section } from "@/components/layout/section";
import { SimpleTable } from "@/components/table/simple-table";
import { DateText } from "@/components/ui/date-text";
import { OptionBadge } from "@/components/ui/option-badge";
import { threatStates } from "@/lib/domain/threat-models/record/schema";
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

interface FiredSectionProps {
  /** How many threats of models that one may read it found in all. */
  all: number;
  threats: readonly {
    id: string;
    ref: string;
    title: string;
    state: string;
    model: { id: string; ref: string; title: string };
  }[];
}

/** The threats that a rule found, with their models. */
export function FiredSection({ all, threats }: FiredSectionProps) {
  return (
    <Section
      title="Where it fired"
      description={threats.length < all ? `The first ${threats.length} of ${all} threats.` : undefined}
      flush
    >
      <SimpleTable
        label="Threats that the rule found"
        columns={[
          { key: "ref", label: "Threat", width: "7rem" },
          { key: "model", label: "Threat model" },
          { key: "state", label: "State", width: "9rem" },
        ]}
        rows={threats.map(({ id, ref, state, model }) => ({
          key: id,
          cells: {
            ref: (
              <Link href={`/threats/${id}`} prefetch={false} className="font-medium hover:underline">
                {ref}
              </Link>
            ),
            model: (
              <Link href={`/threat-models/${model.id}`} prefetch={false} className="hover:underline">
                {`${model.ref} ${model.title}`}
              </Link>
            ),
            state: <OptionBadge options={threatStates} value={state} />,
          },
        }))}
        empty="It found no threat in a model that you may read."
      />
    </Section>
  );
}

interface ChangesSectionProps {
  overrides: readonly {
    number: number;
    asked: boolean;
    tier: string | null;
    likelihood: number | null;
    impact: number | null;
    reason: string;
    by: string;
    at: string;
  }[];
}

/** What the organisation said otherwise of a rule, the newest first: that counts. */
export function ChangesSection({ overrides }: ChangesSectionProps) {
  return (
    <Section title="Changed here" flush>
      <SimpleTable
        label="What the organisation said of the rule, newest first"
        columns={[
          { key: "says", label: "Says" },
          { key: "reason", label: "Reason" },
          { key: "by", label: "Said by" },
          { key: "number", label: "Version", align: "right", width: "5rem" },
        ]}
        rows={overrides.map(({ number, reason, by, at, ...said }) => ({
          key: String(number),
          cells: {
            says: wordsOf(said),
            reason,
            by: (
              <>
                {by}, <DateText value={at} />
              </>
            ),
            number,
          },
        }))}
        empty="Nothing was said otherwise."
      />
    </Section>
  );
}

function wordsOf({
  asked,
  tier,
  likelihood,
  impact,
}: Pick<ChangesSectionProps["overrides"][number], "asked" | "tier" | "likelihood" | "impact">): string {
  const words = [
    ...(asked ? [] : ["Switched off"]),
    ...(tier === null ? [] : [tiers.find(({ value }) => value === tier)?.label ?? tier]),
    ...(likelihood === null ? [] : [`likelihood ${likelihood}`]),
    ...(impact === null ? [] : [`impact ${impact}`]),
  ];
  return words.length === 0 ? "As Plumbline has it" : words.join(", ");
}
