import { Section } from "@/components/layout/section";
import { SimpleTable } from "@/components/table/simple-table";
import { Badge } from "@/components/ui/badge";
import type { Comparison, Relation } from "@/lib/domain/frameworks/comparison";
import { confidences, relationships } from "@/lib/domain/frameworks/schema";
import { ComparisonFigure } from "./comparison-figure";
import { RowFinding, type Said } from "./row-finding";

interface ComparisonSectionsProps {
  comparison: Comparison & { from: { key: string; name: string }; to: { key: string; name: string } };
  /** What people have said of the rows of judgement. */
  said: Said;
}

/** The rows between two frameworks in three groups that are never mixed, and what no row speaks of. */
export function ComparisonSections({ comparison, said }: ComparisonSectionsProps) {
  const { from, to, carried, related, judged, unmentioned, counts } = comparison;
  const names = { from: from.name, to: to.name };
  return (
    <>
      <ComparisonFigure counts={counts} name={to.name} />
      <Section
        title={`Carries over (${carried.length})`}
        description="A fulfilled requirement on the left fulfils the one on the right. It stays inferred until a person confirms it."
        flush
      >
        <Relations
          label="Carries over"
          rows={carried}
          names={names}
          empty="No row carries a result in this direction."
        />
      </Section>
      <Section
        title={`Only related (${related.length})`}
        description="Published as related, or as a part: a reason to look, never coverage."
        flush
      >
        <Relations
          label="Only related"
          rows={related}
          names={names}
          empty="No published row relates the two."
        />
      </Section>
      <Section
        title={`Judgement (${judged.length})`}
        description="A reading of both texts, with how sure it is. Nothing follows from it until a person confirms it."
        flush
      >
        <Relations
          label="Judgement"
          rows={judged}
          names={names}
          empty="No row rests on judgement."
          judging={{ said, from: from.key, to: to.key }}
        />
      </Section>
      <Section
        title={`Not mentioned (${unmentioned.length})`}
        description={`Requirements of ${to.name} of which no row speaks.`}
        flush
      >
        <SimpleTable
          label="Not mentioned"
          columns={[
            { key: "ref", label: "Number", width: "10rem" },
            { key: "title", label: "Requirement" },
          ]}
          rows={unmentioned.map(({ ref, title }) => ({ key: ref, cells: { ref, title } }))}
          empty="Every requirement is mentioned by some row."
        />
      </Section>
    </>
  );
}

interface RelationsProps {
  label: string;
  rows: readonly Relation[];
  names: { from: string; to: string };
  empty: string;
  judging?: { said: Said; from: string; to: string };
}

function Relations({ label, rows, names, empty, judging }: RelationsProps) {
  const sources = [...new Set(rows.map(({ statedBy }) => statedBy))];
  return (
    <>
      {sources.length > 0 ? (
        <p className="px-4 pb-1 text-ink-faint text-xs">{`Source: ${sources.join("; ")}.`}</p>
      ) : null}
      <SimpleTable
        label={label}
        columns={[
          { key: "from", label: names.from, width: "30%" },
          { key: "relationship", label: "Is to the other" },
          { key: "to", label: names.to, width: "30%" },
          { key: "confidence", label: "How sure" },
          ...(judging ? [{ key: "said", label: "What a person says" }] : []),
        ]}
        rows={rows.map(({ from, to, relationship, confidence, note }) => ({
          key: `${from.ref} ${to.ref}`,
          cells: {
            from: <Named line={from} />,
            relationship: relationships.find(({ value }) => value === relationship)?.label ?? relationship,
            to: <Named line={to} />,
            ...(judging
              ? {
                  said: (
                    <RowFinding {...judging} fromRef={from.ref} toRef={to.ref} suggested={relationship} />
                  ),
                }
              : {}),
            confidence: (
              <>
                <Badge tone={tones[confidence] ?? "neutral"}>
                  {confidences.find(({ value }) => value === confidence)?.label ?? confidence}
                </Badge>
                {note ? <span className="block text-ink-faint text-xs">{note}</span> : null}
              </>
            ),
          },
        }))}
        empty={empty}
      />
    </>
  );
}

const tones: Partial<Record<Relation["confidence"], "good" | "info" | "warn">> = {
  published: "good",
  published_type_defaulted: "info",
  published_normalised: "info",
  published_check: "warn",
  judgement_low: "warn",
};

function Named({ line: { ref, title } }: { line: Relation["from"] }) {
  return (
    <>
      <span className="text-ink-soft">{ref}</span> {title}
    </>
  );
}
