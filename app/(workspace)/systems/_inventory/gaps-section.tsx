import Link from "next/link";
import type * as z from "zod";
import { Section } from "@/components/layout/section";
import { ProgressBar } from "@/components/ui/progress-bar";
import { fieldMeta } from "@/lib/platform/schema/field";

interface GapsSectionProps {
  shape: Record<string, z.ZodType>;
  facts: readonly string[];
  gaps: readonly string[];
  editHref: string | null;
}

/** How many of a record's facts are known, and each that is not. */
export function GapsSection({ shape, facts, gaps, editHref }: GapsSectionProps) {
  const labels = gaps.flatMap((key) => (shape[key] ? [{ key, label: fieldMeta(shape[key]).label }] : []));
  return (
    <Section title="Completeness" id="gaps">
      <ProgressBar label="Facts known" value={facts.length - gaps.length} of={facts.length} />
      {labels.length === 0 ? (
        <p className="mt-3 text-ink-soft text-sm">Every fact is known.</p>
      ) : (
        <>
          <h3 className="mt-4 font-medium text-sm">Unknown</h3>
          <ul className="mt-1 grid gap-1 text-sm">
            {labels.map(({ key, label }) => (
              <li key={key}>
                {editHref ? (
                  <Link
                    href={`${editHref}?field=${key}`}
                    prefetch={false}
                    className="text-accent hover:underline"
                  >
                    {label}
                  </Link>
                ) : (
                  label
                )}
              </li>
            ))}
          </ul>
        </>
      )}
    </Section>
  );
}
