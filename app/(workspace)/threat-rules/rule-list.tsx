import Link from "next/link";
import { Section } from "@/components/layout/section";
import { Badge } from "@/components/ui/badge";
import type { RuleStanding } from "@/lib/domain/threat-models/own-rules/schema";

interface Rule {
  key: string;
  title: string;
  family: string;
  familyLabel: string;
  category: string;
  condition: string | null;
  tier: number;
  sources: readonly string[];
  types: readonly { value: string; label: string }[];
  standing: RuleStanding;
  /** Whether it is asked at all: neither switched off nor retired. */
  asked: boolean;
  /** How many threats it found, of those that one may read. */
  threats: number;
}

/** Rules by type of element, each with when it applies. */
export function RuleList({ entries }: { entries: readonly Rule[] }) {
  if (entries.length === 0) return <p className="py-6 text-ink-soft">No rule fits. Take a filter away.</p>;
  const families = [...new Map(entries.map(({ family, familyLabel }) => [family, familyLabel]))];
  return (
    <div className="grid gap-4">
      {families.map(([family, label]) => (
        <Section key={family} title={label} flush>
          <ul>
            {entries
              .filter((entry) => entry.family === family)
              .map(({ key, title, category, condition, tier, sources, types, standing, asked, threats }) => (
                <li
                  key={key}
                  className="flex flex-wrap items-start justify-between gap-x-3 gap-y-1.5 border-line border-t px-4 py-2.5"
                >
                  <div className="min-w-0 flex-1 basis-56">
                    <Link
                      href={`/threat-rules/${key}`}
                      prefetch={false}
                      className="font-medium hover:underline"
                    >
                      {title}
                    </Link>
                    <p className="break-words text-ink-soft text-sm">
                      {key}
                      {condition === null ? "" : `, applies when: ${condition}`}
                    </p>
                    {types.length > 1 ? (
                      <p className="text-ink-soft text-sm">{types.map((type) => type.label).join(", ")}</p>
                    ) : null}
                    <p className="break-words text-ink-faint text-xs">
                      {[
                        ...sources,
                        threats === 0
                          ? "no threat found yet"
                          : `${threats} ${threats === 1 ? "threat" : "threats"} found`,
                      ].join(" · ")}
                    </p>
                  </div>
                  <span className="flex flex-wrap justify-end gap-1.5">
                    {standing === "own" ? <Badge tone="info">Our own</Badge> : null}
                    {standing === "changed" ? <Badge tone="info">Changed here</Badge> : null}
                    {asked ? null : (
                      <Badge tone="warn">{standing === "own" ? "Retired" : "Switched off"}</Badge>
                    )}
                    <Badge>{category}</Badge>
                    {tier === 2 ? <Badge tone="info">Deep analysis</Badge> : null}
                  </span>
                </li>
              ))}
          </ul>
        </Section>
      ))}
    </div>
  );
}
