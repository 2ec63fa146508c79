import { onDay } from "@/components/layout/on-day";
import { Section } from "@/components/layout/section";
import { SimpleTable } from "@/components/table/simple-table";
import { ProgressBar } from "@/components/ui/progress-bar";
import { partWord } from "@/lib/domain/inventory/parts/concepts/schema";
import type { PartLinkShown } from "@/lib/domain/inventory/parts/record";

interface LinksSectionProps {
  noun: string;
  links: readonly PartLinkShown[];
  /** Links with parts that the reader may not see. */
  elsewhere: number;
  asOf?: string | undefined;
}

/** The other parts that a part names and those that name it, each with how. */
export function LinksSection({ noun, links, elsewhere, asOf }: LinksSectionProps) {
  const others = `${elsewhere} ${elsewhere === 1 ? "link" : "links"} with parts outside your units`;
  return (
    <Section title={`Linked parts: ${links.length + elsewhere}`} id="links" flush>
      <SimpleTable
        label={`Parts linked with this ${noun}`}
        columns={[
          { key: "name", label: "Part" },
          { key: "relation", label: "Relation", width: "10rem" },
          { key: "kind", label: "Kind", width: "8rem" },
          { key: "known", label: "Facts known", width: "9.5rem" },
        ]}
        rows={links.map(({ relation, id, concept, ref, name, completeness }) => ({
          key: `${relation} ${id}`,
          href: onDay(`/${concept}/${id}`, asOf),
          cells: {
            relation,
            name: `${ref} ${name}`,
            kind: partWord(concept),
            known: <ProgressBar compact label={`Facts known of ${name}`} value={completeness} of={100} />,
          },
        }))}
        empty={elsewhere > 0 ? `There are ${others}.` : "It names no other part, and none names it."}
      />
      {links.length > 0 && elsewhere > 0 ? (
        <p className="px-4 py-2 text-ink-soft text-sm">and {others}.</p>
      ) : null}
    </Section>
  );
}
