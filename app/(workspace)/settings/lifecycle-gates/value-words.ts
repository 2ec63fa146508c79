import type { GateParameter, GateValue } from "@/lib/platform/registry/contributions";

/** Returns what a condition is set to, in words; empty when it takes no value. */
export function valueWords(value: GateValue, parameter: GateParameter | null): string {
  if (value === null || !parameter) return "";
  if (parameter.kind === "number" || typeof value === "number") return `${parameter.label}: ${String(value)}`;
  const labels = value.map((one) => parameter.options.find((option) => option.value === one)?.label ?? one);
  return `${parameter.label}: ${labels.join(", ")}`;
}
