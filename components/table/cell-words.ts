import type { Band } from "@/components/domain/band";
import { bandOf } from "@/components/domain/band";
import type { CellValue, Column } from "@/lib/platform/register/column";
import { formatDay } from "@/lib/platform/time/format-day";

/** A cell as plain words, for copying and for tooltips. */
export function cellWords(column: Column, value: CellValue | undefined, bands: readonly Band[] = []): string {
  if (value === null || value === undefined) return "";
  if (typeof value === "boolean") return value ? "Yes" : "No";
  if (typeof value === "number") {
    const band = column.badge === "level" ? bandOf(value, bands) : undefined;
    return band ? `${value} ${band.label}` : String(value);
  }
  if (typeof value === "string") {
    if (column.kind === "date" || column.kind === "instant") return formatDay(value);
    return column.options?.find((option) => option.value === value)?.label ?? value;
  }
  if ("id" in value) return value.name;
  return value
    .map((one) =>
      typeof one === "string"
        ? (column.options?.find((option) => option.value === one)?.label ?? one)
        : one.name,
    )
    .join(", ");
}
