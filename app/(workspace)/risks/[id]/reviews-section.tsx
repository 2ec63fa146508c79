import { Section } from "@/components/layout/section";
import { Badge } from "@/components/ui/badge";
import { DateText } from "@/components/ui/date-text";
import { reviewOutcomes } from "@/lib/domain/risks/acts/schema";
import { ActDialog } from "./act-dialog";
import type { RecordParts, RiskRecord } from "./read-record";

interface ReviewsSectionProps {
  risk: RiskRecord;
  reviews: RecordParts["reviews"];
}

/** Who looked at a risk when, and what they found. */
export function ReviewsSection({ risk, reviews }: ReviewsSectionProps) {
  const { can, notNow } = risk;
  const action =
    can.review || notNow.review ? (
      <ActDialog act="review" risk={risk} size="sm" reason={notNow.review} values={{ outcome: "no-change" }}>
        Records that somebody looked at it. The next review moves.
      </ActDialog>
    ) : null;
  return (
    <Section title="Reviews" id="reviews" actions={action}>
      {reviews.length === 0 ? <p className="text-ink-faint">Nobody has reviewed it yet.</p> : null}
      <ol className="grid gap-3">
        {reviews.map(({ id, outcome, notes, reviewedBy, reviewedAt }) => (
          <li key={id} className="grid gap-1">
            <span className="flex flex-wrap items-center gap-2">
              <Badge>{reviewOutcomes.find(({ value }) => value === outcome)?.label ?? outcome}</Badge>
              <span className="text-ink-soft text-sm">
                {reviewedBy}, <DateText value={reviewedAt} />
              </span>
            </span>
            <p className="break-words whitespace-pre-line">{notes}</p>
          </li>
        ))}
      </ol>
    </Section>
  );
}
