import { Section } from "@/components/layout/section";
import { DateText } from "@/components/ui/date-text";
import { OptionBadge } from "@/components/ui/option-badge";
import { listInventoryReviews } from "@/lib/domain/inventory/reviews/queries";
import { reviewOutcomes } from "@/lib/domain/inventory/reviews/schema";
import { requireActor } from "@/lib/platform/auth/page-actor";

/** Who looked at a record, when, and what was found; the newest first. */
export async function ReviewsSection({ type, id }: { type: string; id: string }) {
  const { rows } = await listInventoryReviews.execute(await requireActor(), {
    subjectType: type,
    subjectId: id,
  });
  return (
    <Section title={rows.length === 0 ? "Reviews" : `Reviews: ${rows.length}`} id="reviews">
      {rows.length === 0 ? (
        <p className="text-ink-soft text-sm">Nobody has recorded one yet.</p>
      ) : (
        <ol className="grid gap-3">
          {rows.map(({ id: review, outcome, note, nextReviewOn, reviewedBy, reviewedAt }) => (
            <li key={review} className="grid gap-0.5">
              <span>
                <OptionBadge options={reviewOutcomes} value={outcome} />
              </span>
              <span className="text-ink-soft text-sm">
                {reviewedBy}, <DateText value={reviewedAt} />
                {nextReviewOn ? (
                  <>
                    , next <DateText value={nextReviewOn} />
                  </>
                ) : null}
              </span>
              <span className="whitespace-pre-line break-words">{note}</span>
            </li>
          ))}
        </ol>
      )}
    </Section>
  );
}
