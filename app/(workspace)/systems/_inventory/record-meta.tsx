import { DateText } from "@/components/ui/date-text";
import { Gap } from "@/components/ui/gap";
import type { Named } from "@/lib/platform/register/column";

interface RecordMetaProps {
  owner: Named | null;
  unit: Named;
  nextReviewOn: string | null;
}

/** Who answers for a record, where it is kept, and when it is looked at again. */
export function RecordMeta({ owner, unit, nextReviewOn }: RecordMetaProps) {
  return (
    <>
      <span>Owner {owner ? owner.name : <Gap />}</span>
      <span>{unit.name}</span>
      <span>
        {nextReviewOn ? (
          <>
            Next review <DateText value={nextReviewOn} due />
          </>
        ) : (
          "No review planned"
        )}
      </span>
    </>
  );
}
