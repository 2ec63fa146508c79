import Link from "next/link";
import { Facts } from "@/components/layout/facts";
import { onDay } from "@/components/layout/on-day";
import { Section } from "@/components/layout/section";
import { DateText } from "@/components/ui/date-text";
import { controlKinds, labelIn } from "@/lib/domain/controls/library/schema";
import type { ControlRecord } from "./read-control";

interface FactsSectionProps {
  control: ControlRecord;
  asOf?: string | undefined;
}

/** Where a control belongs, where it comes from, and which requirements it serves. */
export function FactsSection({ control, asOf }: FactsSectionProps) {
  const { system, unit, kind, library, libraryEdition, proposedBecause, createdAt, updatedAt } = control;
  const requirements = library?.requirements.length ?? 0;
  return (
    <Section title="Facts">
      <Facts
        items={[
          {
            label: "Holds for",
            value: system ? (
              <Link href={onDay(`/systems/${system.id}`, asOf)} prefetch={false} className="hover:underline">
                {system.name}
              </Link>
            ) : (
              `${unit.name} and everything below it`
            ),
          },
          { label: "Business unit", value: unit.name },
          { label: "Kind", value: labelIn(controlKinds, kind) },
          ...(library
            ? [
                {
                  label: "From the library",
                  value: (
                    <Link
                      href={`/controls/library/${library.key}`}
                      prefetch={false}
                      className="hover:underline"
                    >
                      {library.title}, edition {libraryEdition}
                    </Link>
                  ),
                },
                { label: "Family", value: library.familyLabel },
                {
                  label: "Requirements it serves",
                  value: (
                    <Link
                      href={`/controls/library/${library.key}`}
                      prefetch={false}
                      className="hover:underline"
                    >
                      {requirements}
                    </Link>
                  ),
                },
              ]
            : [{ label: "From the library", value: null, empty: "A control of our own" }]),
          ...(proposedBecause ? [{ label: "Proposed because", value: proposedBecause }] : []),
          { label: "Added", value: <DateText value={createdAt} /> },
          { label: "Last changed", value: <DateText value={updatedAt} time /> },
        ]}
      />
    </Section>
  );
}
