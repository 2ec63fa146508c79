import { DateText } from "@/components/ui/date-text";
import { Gap } from "@/components/ui/gap";
import type { Named } from "@/lib/platform/register/column";

interface RecordMetaProps {
  owner: Named | null;
  unit: Named;
  nextReviewOn: string | null;
  /** It is shown as it was: whether a day has passed by now is then no matter. */
  past?: boolean;
}

/** Who answers for a record, where it is kept, and when it is looked at again. */
export function RecordMeta({ owner, unit, nextReviewOn, past = false }: RecordMetaProps) {
  return (
    <>
      <span>Owner {owner ? owner.name : <Gap />}</span>
      <span>{unit.name}</span>
      <span>
        {nextReviewOn ? (
          <>
            Next review <DateText value={nextReviewOn} due={!past} />
          </>
        ) : (
          "No review planned"
        )}
      </span>
    </>
  );
}
