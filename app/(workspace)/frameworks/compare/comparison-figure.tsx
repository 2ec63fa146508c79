import type { Comparison } from "@/lib/domain/frameworks/comparison";

interface ComparisonFigureProps {
  counts: Comparison["counts"];
  /** The framework whose requirements are counted. */
  name: string;
}

/** How many requirements of the second framework each group reaches, of how many, in words first. */
export function ComparisonFigure({ counts, name }: ComparisonFigureProps) {
  const parts = [
    { label: "Carried over", count: counts.carried },
    { label: "Only related", count: counts.related },
    { label: "By judgement alone", count: counts.judged },
    { label: "Not mentioned", count: counts.unmentioned },
  ];
  return (
    <section aria-label="Summary">
      <p className="text-ink-soft text-sm">
        {`Of the ${counts.all} requirements of ${name}, each counted once, in the first group that reaches it:`}
      </p>
      <dl className="mt-2 grid grid-cols-2 gap-3 lg:grid-cols-4">
        {parts.map(({ label, count }) => (
          <div key={label} className="rounded-xl border border-line bg-panel px-4 py-3">
            <dt className="text-ink-soft text-sm">{label}</dt>
            <dd className="font-semibold text-xl tabular-nums">{count}</dd>
          </div>
        ))}
      </dl>
    </section>
  );
}
