import { Glasses } from "lucide-react";
import Link from "next/link";
import { DateText } from "@/components/ui/date-text";

/** Tells an auditor, on every page, that what they read is logged and until when they read. */
export function AuditorNotice({ until, href }: { until: string | null; href: string }) {
  const day = until === null ? null : <DateText value={until} />;
  return (
    <Link
      href={href}
      prefetch={false}
      className="inline-flex h-8 shrink-0 items-center gap-1.5 rounded-md px-2 text-ink-soft text-sm hover:bg-sunken hover:text-ink"
    >
      <Glasses aria-hidden="true" className="size-4 shrink-0" strokeWidth={1.75} />
      <span className="max-sm:hidden">Auditor{day ? <> until {day}</> : null}: reads logged</span>
      <span className="text-xs leading-tight sm:hidden">
        Reads logged{day ? <span className="block">until {day}</span> : null}
      </span>
    </Link>
  );
}
