import type { Diagram } from "@/components/diagram/diagram";
import { DiagramView } from "@/components/diagram/diagram-view";
import { onDay } from "@/components/layout/on-day";
import { Section } from "@/components/layout/section";
import { SimpleTable } from "@/components/table/simple-table";
import { Gap } from "@/components/ui/gap";
import { partConcept, partWord } from "@/lib/domain/inventory/parts/concepts/schema";
import type { PartRelation, RelatedPart } from "@/lib/domain/inventory/systems/relations";

interface PartsSectionProps {
  system: { id: string; name: string };
  parts: readonly RelatedPart[];
  links: readonly PartRelation[];
  asOf?: string | undefined;
}

/** What a system is built from: every part that it uses, how they depend on one another, as a diagram and as a list. */
export function PartsSection({ system, parts, links, asOf }: PartsSectionProps) {
  const nameOf = new Map(parts.map(({ id, name }) => [id, name]));
  const wordsOf = ({ id, direct }: RelatedPart) => [
    ...(direct ? ["Used by this system"] : []),
    ...links
      .filter(({ fromId }) => fromId === id)
      .map(({ label, toId }) => `${label} ${nameOf.get(toId) ?? ""}`),
    ...links
      .filter(({ toId }) => toId === id)
      .map(({ reverse, fromId }) => `${reverse} ${nameOf.get(fromId) ?? ""}`),
  ];
  return (
    <Section title={`Parts: ${parts.length}`} id="parts" flush>
      {parts.length > 0 ? (
        <div className="border-line border-b">
          <DiagramView diagram={diagramOf(system, parts, links, asOf)} />
        </div>
      ) : null}
      <SimpleTable
        label="Parts of this system and how they are linked"
        columns={[
          { key: "name", label: "Part" },
          { key: "kind", label: "Kind", width: "7rem" },
          { key: "links", label: "Links", width: "24rem" },
          { key: "known", label: "Facts", width: "8rem" },
        ]}
        rows={parts.map((part) => ({
          key: part.id,
          href: onDay(`/${part.concept}/${part.id}`, asOf),
          cells: {
            name: `${part.ref} ${part.name}`,
            kind: partWord(part.concept),
            links: (
              <ul>
                {wordsOf(part).map((words) => (
                  <li key={words}>{words}</li>
                ))}
              </ul>
            ),
            known: part.completeness < 100 ? <Gap>{gapOf(part)}</Gap> : "All known",
          },
        }))}
        empty="No part is linked. Link models, datasets, tools and the rest on the form of the system."
      />
    </Section>
  );
}

function diagramOf(
  system: { id: string; name: string },
  parts: readonly RelatedPart[],
  links: readonly PartRelation[],
  asOf: string | undefined,
): Diagram {
  const own = { id: system.id, word: "AI system", icon: "system", label: system.name, href: null, gap: null };
  return {
    nodes: [
      own,
      ...parts.map((part) => ({
        id: part.id,
        word: partWord(part.concept),
        icon: partConcept(part.concept).icon,
        label: part.name,
        href: onDay(`/${part.concept}/${part.id}`, asOf),
        gap: part.completeness < 100 ? gapOf(part) : null,
      })),
    ],
    edges: [
      ...parts.filter(({ direct }) => direct).map(({ id }) => ({ from: system.id, to: id, label: "Uses" })),
      // A guardrail stands behind what it protects.
      ...links.map(({ fromId, toId, label, relation }) => ({
        from: fromId,
        to: toId,
        label,
        back: relation === "protects",
      })),
    ],
  };
}

function gapOf({ completeness }: RelatedPart): string {
  return `${completeness} % known`;
}
