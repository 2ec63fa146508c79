import Link from "next/link";
import { ToneShape } from "@/components/ui/tone-shape";
import { type CoverageState, coverageStates } from "@/lib/domain/controls/coverage/schema";
import type { Tone } from "@/lib/platform/schema/field";

const colours: Record<Tone, string> = {
  neutral: "text-ink-faint",
  info: "text-info",
  good: "text-good",
  warn: "text-warn",
  bad: "text-bad",
  critical: "text-critical",
};

interface CoverageCountProps {
  state: CoverageState;
  count: number;
  /** The rows behind the number. */
  href: string;
}

/** How many requirements are in a state, with the shape of the state; the number opens its rows. */
export function CoverageCount({ state, count, href }: CoverageCountProps) {
  const { tone, label } = coverageStates.find(({ value }) => value === state) ?? coverageStates[3];
  if (count === 0) return <span className="text-ink-faint">0</span>;
  return (
    <Link
      href={href}
      prefetch={false}
      aria-label={`${count} ${label}`}
      className="inline-flex items-center gap-1.5 hover:underline"
    >
      <ToneShape tone={tone} className={`size-2 ${colours[tone]}`} />
      {count}
    </Link>
  );
}
