import { HeatMap } from "@/components/charts/heat-map";
import type { Band } from "@/components/domain/band";
import { scoreKinds } from "@/lib/domain/risks/schema";

interface Step {
  label: string;
}

interface RiskHeatMapProps {
  map: {
    score: "current" | "inherent" | "target";
    cells: readonly { likelihood: number; impact: number; count: number }[];
    unscored: number;
    likelihood: readonly Step[];
    impact: readonly Step[];
  };
  bands: readonly Band[];
  /** The filters of the register that the counts were made with; the addresses of the cells carry them on. */
  filters: Readonly<Record<string, string>>;
}

/** The heat map of the risk register by one kind of score. */
export function RiskHeatMap({ map, bands, filters }: RiskHeatMapProps) {
  const { score, cells, unscored, likelihood, impact } = map;
  const address = (more: Record<string, string>) => `/risks?${new URLSearchParams({ ...filters, ...more })}`;
  const kind = scoreKinds.find(({ value }) => value === score);
  return (
    <HeatMap
      title={`Where do our risks sit by their ${kind?.label.toLowerCase()} score?`}
      axes={{ row: "Likelihood", column: "Impact" }}
      rows={likelihood.map(({ label }, i) => ({ value: i + 1, label })).reverse()}
      columns={impact.map(({ label }, i) => ({ value: i + 1, label }))}
      cells={cells.map((cell) => ({
        row: cell.likelihood,
        column: cell.impact,
        count: cell.count,
        score: cell.likelihood * cell.impact,
        href: address({ [`${score}Likelihood`]: `${cell.likelihood}`, [`${score}Impact`]: `${cell.impact}` }),
      }))}
      bands={bands}
      noun={{ one: "risk", many: "risks" }}
      uncounted={{ count: unscored, label: "not scored", href: address({ [`${score}Score`]: "0" }) }}
    />
  );
}
