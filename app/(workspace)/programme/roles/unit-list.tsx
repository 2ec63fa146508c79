import Link from "next/link";
import { Section } from "@/components/layout/section";
import { Badge } from "@/components/ui/badge";

interface Unit {
  id: string;
  name: string;
  depth: number;
  vacant: readonly string[];
}

/** The business units as a tree, each with how many required roles are vacant in it. */
export function UnitList({ units, current }: { units: readonly Unit[]; current: string }) {
  const top = Math.min(...units.map(({ depth }) => depth));
  return (
    <Section title="Business units" flush>
      <ul className="pb-1">
        {units.map(({ id, name, depth, vacant }) => (
          <li key={id}>
            <Link
              href={`/programme/roles?unit=${id}`}
              prefetch={false}
              aria-current={id === current ? "page" : undefined}
              className={`flex items-center justify-between gap-2 py-1.5 pr-4 text-sm hover:bg-hover ${id === current ? "bg-sunken font-medium" : ""}`}
              style={{ paddingLeft: `${1 + (depth - top) * 1.1}rem` }}
            >
              {name}
              {vacant.length > 0 ? (
                <Badge tone="bad">{`${vacant.length} vacant`}</Badge>
              ) : (
                <span className="text-ink-faint text-xs">All held</span>
              )}
            </Link>
          </li>
        ))}
      </ul>
    </Section>
  );
}
