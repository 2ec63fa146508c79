import { bandOf, toneOf } from "@/components/domain/band";
import { Badge } from "@/components/ui/badge";
import type { RiskMethod } from "@/lib/domain/risks/method";

type MatrixProps = Pick<RiskMethod, "likelihood" | "impact" | "bands">;

/** The level of every likelihood with every impact, as the bands have it. */
export function Matrix({ likelihood, impact, bands }: MatrixProps) {
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a scrolling region must be reachable by keyboard.
    <section tabIndex={0} aria-label="Matrix" className="focus-inset overflow-x-auto">
      <table className="w-full text-sm">
        <caption className="sr-only">The level of each likelihood with each impact</caption>
        <thead>
          <tr>
            <th scope="col" className="p-1 text-left font-medium text-ink-soft text-xs">
              Likelihood \ Impact
            </th>
            {impact.map(({ label }, column) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: a step is known by its place alone.
              <th key={column} scope="col" className="p-1 text-left font-medium text-ink-soft text-xs">
                {column + 1} {label}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {likelihood
            .map(({ label }, row) => ({ label, step: row + 1 }))
            .reverse()
            .map(({ label, step }) => (
              <tr key={step}>
                <th scope="row" className="p-1 text-left font-normal text-ink-soft text-xs">
                  {step} {label}
                </th>
                {impact.map((_, column) => {
                  const score = step * (column + 1);
                  const band = bandOf(score, bands);
                  return (
                    // biome-ignore lint/suspicious/noArrayIndexKey: a step is known by its place alone.
                    <td key={column} className="p-1">
                      <Badge tone={band ? toneOf(band) : "neutral"}>
                        {score} {band?.label}
                      </Badge>
                    </td>
                  );
                })}
              </tr>
            ))}
        </tbody>
      </table>
    </section>
  );
}
