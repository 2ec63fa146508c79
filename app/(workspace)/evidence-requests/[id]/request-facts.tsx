import Link from "next/link";
import { Facts } from "@/components/layout/facts";
import { Section } from "@/components/layout/section";
import { DateText } from "@/components/ui/date-text";
import type { RequestRecord } from "./read-request";

/** Who asked whom, and for which record. */
export function RequestFacts({ request }: { request: RequestRecord }) {
  const { subject, subjectHref, askedBy, createdAt, fulfilledAt, withdrawnReason, unit } = request;
  return (
    <Section title="About it">
      <Facts
        items={[
          {
            label: "On",
            value: subjectHref ? (
              <Link href={subjectHref} prefetch={false} className="text-accent hover:underline">
                {subject}
              </Link>
            ) : null,
            empty: "A record that you cannot see",
          },
          { label: "Business unit", value: unit.name },
          {
            label: "Asked",
            value: (
              <>
                {askedBy}, <DateText value={createdAt} time />
              </>
            ),
          },
          ...(fulfilledAt ? [{ label: "Fulfilled", value: <DateText value={fulfilledAt} time /> }] : []),
          ...(withdrawnReason ? [{ label: "Why it was withdrawn", value: withdrawnReason }] : []),
        ]}
      />
    </Section>
  );
}
