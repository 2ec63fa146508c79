import { BarList } from "@/components/charts/bar-list";
import type { Figure } from "@/lib/domain/programme/schema";

const risk = { one: "risk", many: "risks" };
const system = { one: "system", many: "systems" };

interface RiskBarsProps {
  risks: { open: number; byLevel: readonly Figure[]; unscored: Figure; byFamily: readonly Figure[] };
}

/** Risks that are not closed, by level and by threat family. */
export function RiskBars({ risks: { open, byLevel, unscored, byFamily } }: RiskBarsProps) {
  return (
    <div className="grid gap-5">
      <BarList
        title="Risks by level of the current score"
        items={[...byLevel, unscored]}
        total={open}
        noun={risk}
      />
      <BarList title="Risks by threat family" items={byFamily} total={open} noun={risk} />
    </div>
  );
}

interface InventoryBarsProps {
  systems: {
    all: number;
    inUse: number;
    completeness: number | null;
    byStage: readonly Figure[];
    byCriticality: readonly Figure[];
  };
}

/** AI systems by stage and criticality, and how much of them is known. */
export function InventoryBars({
  systems: { all, inUse, completeness, byStage, byCriticality },
}: InventoryBarsProps) {
  return (
    <div className="grid gap-5">
      {completeness === null ? null : (
        <p className="text-ink-soft">
          On average {completeness} % of the facts of the systems in use are known.
        </p>
      )}
      <BarList title="Systems by stage" items={byStage} total={all} noun={system} />
      <BarList title="Systems in use by criticality" items={byCriticality} total={inUse} noun={system} />
    </div>
  );
}
