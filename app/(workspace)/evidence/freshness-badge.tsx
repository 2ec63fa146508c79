import { DateText } from "@/components/ui/date-text";
import { OptionBadge } from "@/components/ui/option-badge";
import { type Freshness, freshnesses } from "@/lib/domain/evidence/schema";

interface FreshnessBadgeProps {
  freshness: Freshness;
  validUntil: string | null;
}

/** How fresh evidence is, in a word, and its last day. */
export function FreshnessBadge({ freshness, validUntil }: FreshnessBadgeProps) {
  return (
    <span className="inline-flex flex-wrap items-center gap-x-2 gap-y-1">
      <OptionBadge options={freshnesses} value={freshness} />
      {validUntil && freshness !== "withdrawn" ? (
        <span className="text-ink-soft text-sm">
          until <DateText value={validUntil} />
        </span>
      ) : null}
    </span>
  );
}
