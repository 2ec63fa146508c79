import type { ReactNode } from "react";
import type { Band } from "@/components/domain/band";
import { LevelBadge } from "@/components/domain/level-badge";
import { Badge } from "@/components/ui/badge";
import { DateText } from "@/components/ui/date-text";
import { Gap } from "@/components/ui/gap";
import { ProgressBar } from "@/components/ui/progress-bar";
import type { CellValue, Column, Named } from "@/lib/platform/register/column";
import type { Option } from "@/lib/platform/schema/field";

type Drawn = Pick<Column, "kind" | "label"> & {
  options?: readonly Option[] | undefined;
  badge?: Column["badge"] | undefined;
};

interface FieldValueProps {
  field: Drawn;
  value: CellValue;
  bands?: readonly Band[] | undefined;
}

/** Any value of any field as people read it; what nobody knows is a gap. */
export function FieldValue({ field, value, bands }: FieldValueProps): ReactNode {
  if (field.badge === "level" && (value === null || typeof value === "number"))
    return <LevelBadge score={value} bands={bands ?? []} />;
  if (value === null || value === "") return <Absent kind={field.kind} />;
  if (typeof value === "boolean") return value ? "Yes" : "No";
  if (typeof value === "number") {
    return field.badge === "percent" ? (
      <ProgressBar compact label={field.label} value={value} of={100} />
    ) : (
      value.toLocaleString("en")
    );
  }
  if (typeof value === "string") return <Words field={field} value={value} />;
  if ("id" in value) return value.name;
  return value.length === 0 ? (
    <span className="text-ink-faint">None</span>
  ) : (
    value.map((one) => wordOf(field, one)).join(", ")
  );
}

function Words({ field, value }: { field: Drawn; value: string }) {
  if (field.kind === "date") return <DateText value={value} />;
  if (field.kind === "instant") return <DateText value={value} time />;
  const option = field.options?.find((one) => one.value === value);
  if (option?.tone) return <Badge tone={option.tone}>{option.label}</Badge>;
  return option?.label ?? value;
}

function Absent({ kind }: { kind: Column["kind"] }) {
  if (kind === "choice" || kind === "tri-state" || kind === "reference") return <Gap />;
  return <span className="text-ink-faint">–</span>;
}

function wordOf(field: Drawn, one: Named | string): string {
  if (typeof one !== "string") return one.name;
  return field.options?.find((option) => option.value === one)?.label ?? one;
}
