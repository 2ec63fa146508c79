import Link from "next/link";
import { Section } from "@/components/layout/section";
import { DateText } from "@/components/ui/date-text";

interface DatesFigureProps {
  dates: readonly {
    date: string | null;
    duties: number;
    systems: number;
    covered: number;
    inHand: number;
    open: number;
  }[];
  today: string;
  asked: Readonly<Record<string, string | undefined>>;
  chosen: string | null;
}

const parts = [
  { key: "covered", label: "Covered", look: "bg-good" },
  { key: "inHand", label: "Planned or partly covered", look: "bg-warn" },
  { key: "open", label: "Open", look: "bg-bad" },
] as const;

/** How many duties begin on which day: covered, in hand and open beside each other, with the numbers in words. */
export function DatesFigure({ dates, today, asked, chosen }: DatesFigureProps) {
  const most = Math.max(1, ...dates.map(({ duties }) => duties));
  const href = (date: string | null) => {
    const kept = Object.entries(asked).filter((entry): entry is [string, string] => entry[1] !== undefined);
    const search = new URLSearchParams(kept);
    if ((date ?? "none") !== chosen) search.set("date", date ?? "none");
    return `/classifications/timeline?${search}`;
  };
  return (
    <Section
      title="Which duties begin when"
      description="By the practical date. Choose a day to see its duties alone."
    >
      <ul aria-label="Legend" className="mb-2 flex flex-wrap gap-x-4 gap-y-1 text-ink-soft text-xs">
        {parts.map(({ key, label, look }) => (
          <li key={key} className="flex items-center gap-1.5">
            <span aria-hidden="true" className={`size-2.5 rounded-sm ${look}`} />
            {label}
          </li>
        ))}
      </ul>
      {dates.length === 0 ? <p className="text-ink-faint">No duty follows from what is classified.</p> : null}
      <ol className="grid gap-0.5">
        {dates.map((one) => (
          <li
            key={one.date}
            aria-current={(one.date ?? "none") === chosen || undefined}
            className="relative -mx-2 grid grid-cols-[6.5rem_minmax(3rem,1fr)_minmax(0,22rem)] items-center gap-3 rounded-md px-2 py-1.5 text-sm hover:bg-hover aria-current:bg-sunken max-sm:grid-cols-[6.5rem_minmax(0,1fr)]"
          >
            <Link href={href(one.date)} prefetch={false} className="stretched rounded-sm font-medium">
              {one.date ? <DateText value={one.date} /> : "No date"}
            </Link>
            <span aria-hidden="true" className="flex h-3 gap-px max-sm:order-last max-sm:col-span-2">
              {parts.map(({ key, look }) =>
                one[key] > 0 ? (
                  <span
                    key={key}
                    className={`h-full first:rounded-l-sm last:rounded-r-sm ${look}`}
                    style={{ width: `${(one[key] / most) * 100}%`, minWidth: 3 }}
                  />
                ) : null,
              )}
            </span>
            <span className="text-ink-soft tabular-nums">
              {one.duties} {one.duties === 1 ? "duty" : "duties"} at {one.systems}{" "}
              {one.systems === 1 ? "system" : "systems"}: {one.covered} covered, {one.inHand} in hand,{" "}
              {one.open} open
              {one.date !== null && one.date <= today ? "; applies already" : ""}
            </span>
          </li>
        ))}
      </ol>
    </Section>
  );
}
