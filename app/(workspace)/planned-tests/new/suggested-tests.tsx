import { Section } from "@/components/layout/section";
import { SimpleTable } from "@/components/table/simple-table";
import { Badge } from "@/components/ui/badge";

interface SuggestedTestsProps {
  systemId: string;
  rows: readonly { key: string; title: string; because: string }[];
  /** The one that the form below holds. */
  taken: string | null;
}

/** The tests that the facts of a system suggest; taking one fills the form, and nothing is planned before it is saved. */
export function SuggestedTests({ systemId, rows, taken }: SuggestedTestsProps) {
  return (
    <Section
      title={`Suggested: ${rows.length}`}
      description="From the checks that test its controls and the threats that apply. Taking one fills in the form."
      flush
    >
      <SimpleTable
        label="Suggested tests"
        columns={[
          { key: "title", label: "Test" },
          { key: "because", label: "Why" },
        ]}
        rows={rows.map(({ key, title, because }) => ({
          key,
          ...(key === taken ? {} : { href: `/planned-tests/new?system=${systemId}&take=${key}` }),
          cells: {
            title: key === taken ? title : `Take: ${title}`,
            because: (
              <div className="grid justify-items-start gap-1">
                {key === taken ? (
                  <Badge tone="good">In the form</Badge>
                ) : (
                  <Badge tone="info">Suggested</Badge>
                )}
                <span>{because}</span>
              </div>
            ),
          },
        }))}
        empty="The plan asks for everything that its facts suggest."
      />
    </Section>
  );
}
