import Link from "next/link";
import { DateText } from "@/components/ui/date-text";
import { InlineAlert } from "@/components/ui/inline-alert";

interface PastNoticeProps {
  asOf: string;
  /** The day of the first entry of the audit trail. */
  begins: string | null;
  /** The address of the same page today. */
  today: string;
}

/** Says over a page that it shows the past, and leads back to today in one step. */
export function PastNotice({ asOf, begins, today }: PastNoticeProps) {
  const early = begins === null || asOf < begins;
  return (
    <div className="px-4 pt-3 lg:px-6">
      <InlineAlert
        tone="info"
        title={
          <>
            As it was on <DateText value={asOf} />
          </>
        }
        actions={
          <Link href={today} prefetch={false} className="font-medium text-accent hover:underline">
            Back to today
          </Link>
        }
      >
        {early ? (
          begins === null ? (
            "Nothing has been recorded yet."
          ) : (
            <>
              Nothing is known of this day: the audit trail begins on <DateText value={begins} />.
            </>
          )
        ) : (
          "Read from the audit trail, as far as you may see it today. Nothing can be changed here."
        )}
      </InlineAlert>
    </div>
  );
}
