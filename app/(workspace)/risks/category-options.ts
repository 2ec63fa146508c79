import type { RiskMethod } from "@/lib/domain/risks/method";
import { riskColumns } from "@/lib/domain/risks/register/schema";
import type { Column } from "@/lib/platform/register/column";
import type { Option } from "@/lib/platform/schema/field";

/** Returns the categories of the method as choices. */
export function categoryOptions({ categories }: Pick<RiskMethod, "categories">): Option[] {
  return categories.map(({ key, label, appetite }) => ({
    value: key,
    label,
    help: `Appetite: a score of ${appetite}.`,
  }));
}

/** Returns the columns of the register with the method's categories as choices. */
export function columnsWith(method: Pick<RiskMethod, "categories">): Column[] {
  const options = categoryOptions(method);
  return riskColumns.map((column) =>
    column.key === "category" ? { ...column, kind: "choice", options } : column,
  );
}

/** Returns the steps of a scale as choices: "4 Likely". */
export function scaleOptions(steps: RiskMethod["likelihood"]): Option[] {
  return steps.map(({ label, meaning }, i) => ({
    value: String(i + 1),
    label: `${i + 1} ${label}`,
    help: meaning,
  }));
}
