import Link from "next/link";
import { Badge } from "@/components/ui/badge";
import type { Counts } from "@/lib/domain/controls/coverage/rules";
import { coverageStates } from "@/lib/domain/controls/coverage/schema";

interface StateTabsProps {
  path: string;
  asked: { unitId?: string; systemId?: string; state?: string };
  counts: Counts;
}

/** How many requirements are in each state; each number narrows the list down to its rows. */
export function StateTabs({ path, asked, counts }: StateTabsProps) {
  const { state: _state, ...place } = asked;
  const to = (state?: string) =>
    `${path}?${new URLSearchParams({ ...place, ...(state ? { state } : {}) } as Record<string, string>)}`;
  return (
    <nav aria-label="States" className="flex flex-wrap items-center gap-2">
      <Link
        href={to()}
        prefetch={false}
        aria-current={asked.state ? undefined : "true"}
        className="rounded-md px-1.5 py-0.5 text-sm aria-[current]:bg-sunken aria-[current]:font-medium"
      >
        {`All ${counts.all}`}
      </Link>
      {coverageStates.map(({ value, label, tone, help }) => (
        <Link
          key={value}
          href={to(value)}
          prefetch={false}
          title={help}
          aria-current={asked.state === value ? "true" : undefined}
          className="rounded-md p-0.5 aria-[current]:bg-sunken"
        >
          <Badge tone={tone}>{`${counts[value]} ${label}`}</Badge>
        </Link>
      ))}
    </nav>
  );
}
