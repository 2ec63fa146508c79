import { Section } from "@/components/layout/section";
import { SimpleTable } from "@/components/table/simple-table";
import { Badge } from "@/components/ui/badge";
import { controlKinds, labelIn } from "@/lib/domain/controls/library/schema";

interface LibraryListProps {
  entries: readonly {
    key: string;
    title: string;
    objective: string;
    kind: string;
    family: string;
    familyLabel: string;
    requirements: readonly unknown[];
  }[];
}

/** The controls of the library by family. */
export function LibraryList({ entries }: LibraryListProps) {
  const families = [...new Map(entries.map(({ family, familyLabel }) => [family, familyLabel]))];
  if (entries.length === 0) return <p className="py-6 text-ink-soft">No control fits. Take a filter away.</p>;
  return (
    <div className="grid gap-4">
      {families.map(([family, label]) => (
        <Section key={family} title={label} flush>
          <SimpleTable
            label={label}
            columns={[
              { key: "title", label: "Control", width: "34%" },
              { key: "objective", label: "Objective" },
              { key: "kind", label: "Kind", width: "8rem" },
              { key: "requirements", label: "Requirements", width: "7rem", align: "right" },
            ]}
            rows={entries
              .filter((entry) => entry.family === family)
              .map(({ key, title, objective, kind, requirements }) => ({
                key,
                href: `/controls/library/${key}`,
                cells: {
                  title,
                  objective: <span className="text-ink-soft">{objective}</span>,
                  kind: <Badge>{labelIn(controlKinds, kind)}</Badge>,
                  requirements: requirements.length,
                },
              }))}
            empty=""
          />
        </Section>
      ))}
    </div>
  );
}
