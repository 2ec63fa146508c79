import Link from "next/link";
import type { ReactNode } from "react";
import { Facts } from "@/components/layout/facts";
import { Section } from "@/components/layout/section";
import { type PartConcept, partConcepts } from "@/lib/domain/inventory/parts/concepts/schema";
import type { Named } from "@/lib/platform/register/column";

/** The parts that a system uses, each a record of its own. */
export function PartsSection({ parts }: { parts: Record<PartConcept, readonly Named[]> }) {
  return (
    <Section title="Parts" id="parts">
      <Facts
        columns={3}
        items={partConcepts.map(({ concept, title }) => ({
          label: title,
          value: links(concept, parts[concept]),
          empty: "None linked",
        }))}
      />
    </Section>
  );
}

function links(concept: string, parts: readonly Named[]): ReactNode {
  if (parts.length === 0) return null;
  return (
    <ul className="grid gap-1">
      {parts.map(({ id, name }) => (
        <li key={id}>
          <Link href={`/${concept}/${id}`} prefetch={false} className="text-accent hover:underline">
            {name}
          </Link>
        </li>
      ))}
    </ul>
  );
}
