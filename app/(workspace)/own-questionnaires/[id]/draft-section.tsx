import Link from "next/link";
import { Section } from "@/components/layout/section";
import { ButtonLink } from "@/components/ui/button-link";
import { DateText } from "@/components/ui/date-text";
import type { Fault } from "@/lib/domain/assessments/templates/check";
import { DraftActs } from "./draft-acts";
import type { OwnRecord } from "./read-own";

interface DraftSectionProps {
  own: OwnRecord;
  draft: { version: number; updatedAt: string; faults: readonly Fault[] };
}

/** How far the draft is: what keeps it from being published, each with the way there. */
export function DraftSection({ own: { id, published, unpublished }, draft }: DraftSectionProps) {
  const { faults, version, updatedAt } = draft;
  const state =
    faults.length > 0
      ? `${faults.length === 1 ? "One thing keeps" : `${faults.length} things keep`} it from being published.`
      : unpublished
        ? "Nothing is missing: it can be published."
        : "It says the same as the newest version.";
  return (
    <Section
      title="Draft"
      id="draft"
      description={
        <>
          {state} Last written <DateText value={updatedAt} time />.
        </>
      }
      actions={
        <>
          {published !== null && unpublished ? (
            <ButtonLink href={`/own-questionnaires/${id}/compare?from=${published}`} size="sm">
              Compare with version {published}
            </ButtonLink>
          ) : null}
          <DraftActs id={id} version={version} discards={published !== null && unpublished} />
        </>
      }
    >
      {faults.length === 0 ? null : (
        <ul className="grid gap-1 text-sm">
          {faults.slice(0, 20).map(({ section = "", question = "", place, message }) => (
            <li key={`${section} ${question} ${message}`}>
              <Link
                href={`/own-questionnaires/${id}/edit?section=${section}&question=${question}`}
                className="font-medium text-accent hover:underline"
              >
                {place}
              </Link>
              : {message}
            </li>
          ))}
          {faults.length > 20 ? <li>And {faults.length - 20} more.</li> : null}
        </ul>
      )}
    </Section>
  );
}
