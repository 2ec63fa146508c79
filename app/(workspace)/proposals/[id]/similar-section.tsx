import Link from "next/link";
import { Section } from "@/components/layout/section";
import { OptionBadge } from "@/components/ui/option-badge";
import { stages } from "@/lib/domain/inventory/systems/options/schema";

interface SimilarSectionProps {
  systems: readonly { id: string; ref: string; name: string; stage: string }[];
}

/** AI systems whose names have a word in common: perhaps there is one already. */
export function SimilarSection({ systems }: SimilarSectionProps) {
  return (
    <Section title="Systems with a similar name">
      {systems.length === 0 ? (
        <p className="text-ink-soft text-sm">None that you may read.</p>
      ) : (
        <ul className="grid gap-1.5 text-sm">
          {systems.map(({ id, ref, name, stage }) => (
            <li key={id} className="flex flex-wrap items-baseline gap-x-2">
              <Link href={`/systems/${id}`} className="text-accent hover:underline">
                {ref} {name}
              </Link>
              <OptionBadge options={stages} value={stage} />
            </li>
          ))}
        </ul>
      )}
    </Section>
  );
}
