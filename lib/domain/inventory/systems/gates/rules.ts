import type { GateCheck, SetCondition } from "@/lib/domain/inventory/systems/gates/schema";
import type { GateParameter } from "@/lib/platform/registry/contributions";

/** Returns the required conditions that do not hold; unknown does not count as holding. */
export function blockingOf<C extends Pick<GateCheck, "required" | "state">>(checks: readonly C[]): C[] {
  return checks.filter(({ required, state }) => required && state !== "holds");
}

/** Returns what is wrong with the value given to a condition, or null. */
export function valueRefusal(value: SetCondition["value"], parameter?: GateParameter): string | null {
  if (!parameter) return value === null ? null : "This condition takes no value. Leave it out.";
  if (parameter.kind === "number") {
    const { min, max } = parameter;
    const fits = typeof value === "number" && value >= min && value <= max;
    return fits ? null : `Write a whole number from ${min} to ${max}.`;
  }
  const known = new Set(parameter.options.map((option) => option.value));
  const fits = Array.isArray(value) && value.length > 0 && value.every((one) => known.has(one));
  return fits ? null : `Choose at least one: ${parameter.label.toLowerCase()}.`;
}
