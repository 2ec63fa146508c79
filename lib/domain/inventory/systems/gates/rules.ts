import type { GateCheck, LifecycleGates, SetCondition } from "@/lib/domain/inventory/systems/gates/schema";
import { stages } from "@/lib/domain/inventory/systems/options/schema";
import { roles } from "@/lib/platform/access/role";
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

/** A condition as screens name it. */
export type Known = { key: string; label: string; parameter?: GateParameter | null };

/** Returns what a condition is set to in words, such as "Within this many days: 90"; empty where it takes nothing. */
export function valueWords(
  value: SetCondition["value"],
  parameter: GateParameter | null | undefined,
): string {
  if (!parameter || value === null) return "";
  if (parameter.kind === "number" || typeof value === "number") return `${parameter.label}: ${String(value)}`;
  const labels = value.map((one) => parameter.options.find((option) => option.value === one)?.label ?? one);
  return `${parameter.label}: ${labels.join(", ")}`;
}

/** Returns what the gates ask differently from before, one sentence per difference, in the order of the stages. */
export function gateDifferences(
  before: LifecycleGates,
  after: LifecycleGates,
  library: readonly Known[],
): string[] {
  return stages.flatMap(({ value: stage, label }) => {
    const [then, now] = [before[stage], after[stage]];
    const gone = then.filter((one) => !now.some(({ condition }) => condition === one.condition));
    const rest = now.flatMap((one) => {
      const known = library.find(({ key }) => key === one.condition);
      const name = `${label}: “${known?.label ?? one.condition}”`;
      const was = then.find(({ condition }) => condition === one.condition);
      return was ? setDifferences(name, was, one, known) : [`${name} is new, ${setWords(one, known)}.`];
    });
    const removed = gone.map(({ condition }) => {
      const known = library.find(({ key }) => key === condition);
      return `${label}: “${known?.label ?? condition}” is no longer asked.`;
    });
    const kept = (set: readonly SetCondition[], other: readonly SetCondition[]) =>
      set.map(({ condition }) => condition).filter((one) => other.some(({ condition }) => condition === one));
    const reordered =
      kept(then, now).join() === kept(now, then).join() ? [] : [`${label}: the order changed.`];
    return [...removed, ...rest, ...reordered];
  });
}

function setDifferences(name: string, then: SetCondition, now: SetCondition, known: Known | undefined) {
  const [was, is] = [valueWords(then.value, known?.parameter), valueWords(now.value, known?.parameter)];
  const waiver = `${waiverWords(now)}, before ${waiverWords(then)}`;
  return [
    ...(was === is ? [] : [`${name} is set to ${is}, before ${was}.`]),
    ...(then.required === now.required
      ? []
      : [`${name} ${now.required ? "is required now" : "only warns now"}.`]),
    ...(then.waivableBy === now.waivableBy ? [] : [`${name} may be waived by ${waiver}.`]),
  ];
}

function setWords(set: SetCondition, known: Known | undefined): string {
  const value = valueWords(set.value, known?.parameter);
  const kind = set.required ? "required" : "as a warning";
  return [kind, value, set.waivableBy ? `waived by ${waiverWords(set)}` : ""].filter(Boolean).join(", ");
}

function waiverWords({ waivableBy }: SetCondition): string {
  return roles.find(({ value }) => value === waivableBy)?.label ?? "nobody";
}
