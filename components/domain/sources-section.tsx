import { Section } from "@/components/layout/section";
import { SimpleTable } from "@/components/table/simple-table";

interface SourcesSectionProps {
  sources: readonly { list: string; edition: string; id: string; name: string }[];
}

/** The entries of public lists that say the same, by exact identifier and edition. */
export function SourcesSection({ sources }: SourcesSectionProps) {
  return (
    <Section title="Sources" flush>
      <SimpleTable
        label="Sources"
        columns={[
          { key: "list", label: "List" },
          { key: "edition", label: "Edition" },
          { key: "id", label: "Identifier" },
          { key: "name", label: "Called there" },
        ]}
        rows={sources.map(({ list, edition, id, name }) => ({
          key: id,
          cells: { list, edition, id, name },
        }))}
        empty="No list has an entry that fits."
      />
    </Section>
  );
}
