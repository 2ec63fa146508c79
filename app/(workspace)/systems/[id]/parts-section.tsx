import Link from "next/link";
import type { ReactNode } from "react";
import { Facts } from "@/components/layout/facts";
import { Section } from "@/components/layout/section";
import type { Named } from "@/lib/platform/register/column";

interface PartsSectionProps {
  models: readonly Named[];
  datasets: readonly Named[];
  vendors: readonly Named[];
}

/** The models, datasets and vendors of a system, each a record of its own. */
export function PartsSection({ models, datasets, vendors }: PartsSectionProps) {
  return (
    <Section title="Parts" id="parts">
      <Facts
        columns={3}
        items={[
          { label: "Models", value: links("models", models), empty: "None linked" },
          { label: "Datasets", value: links("datasets", datasets), empty: "None linked" },
          { label: "Vendors", value: links("vendors", vendors), empty: "None linked" },
        ]}
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
