"use client";
import { Section } from "@/components/layout/section";
import type { Fault } from "@/lib/domain/assessments/templates/check";
import type { Place } from "@/lib/domain/assessments/templates/edit/rules";

interface MissingListProps {
  faults: readonly Fault[];
  onOpen: (place: Place | null) => void;
}

/** Everything that keeps the draft from being published, each with the way there. */
export function MissingList({ faults, onOpen }: MissingListProps) {
  if (faults.length === 0) return null;
  return (
    <Section title={`Missing before it can be published: ${faults.length}`}>
      <ul className="grid gap-1 text-sm">
        {faults.slice(0, 12).map(({ section, question, place, message }) => (
          <li key={`${section} ${question} ${message}`}>
            <button
              type="button"
              className="rounded-sm font-medium text-accent hover:underline"
              onClick={() => onOpen(section === undefined ? null : { section, question })}
            >
              {place}
            </button>
            : {message}
          </li>
        ))}
        {faults.length > 12 ? <li>And {faults.length - 12} more.</li> : null}
      </ul>
    </Section>
  );
}
