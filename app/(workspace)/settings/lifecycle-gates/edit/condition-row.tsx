import { ArrowUp, X } from "lucide-react";
import { Checkbox } from "@/components/ui/checkbox";
import { IconButton } from "@/components/ui/icon-button";
import { Input } from "@/components/ui/input";
import { Select } from "@/components/ui/select";
import { type SetCondition, waivingRoles } from "@/lib/domain/inventory/systems/gates/schema";
import type { GateParameter } from "@/lib/platform/registry/contributions";

interface ConditionRowProps {
  set: SetCondition;
  known: { label: string; parameter: GateParameter | null; requiredOnly: boolean } | undefined;
  problem: string | undefined;
  onChange: (set: SetCondition) => void;
  onRemove: () => void;
  /** Absent for the first. */
  onUp: (() => void) | undefined;
}

/** One condition: what it is set to, whether it refuses or warns, and who may waive it. */
export function ConditionRow({ set, known, problem, onChange, onRemove, onUp }: ConditionRowProps) {
  const label = known?.label ?? set.condition;
  return (
    <li className="grid gap-2 rounded-lg border border-line px-3 py-2 text-sm">
      <div className="flex items-start gap-2">
        <span className="flex-1 pt-1 font-medium">{label}</span>
        {onUp ? (
          <IconButton label={`Move up: ${label}`} onClick={onUp}>
            <ArrowUp aria-hidden="true" className="size-4" />
          </IconButton>
        ) : null}
        <IconButton label={`Remove: ${label}`} onClick={onRemove}>
          <X aria-hidden="true" className="size-4" />
        </IconButton>
      </div>
      {known?.parameter ? (
        <Value label={label} parameter={known.parameter} set={set} onChange={onChange} />
      ) : null}
      <div className="flex flex-wrap items-center gap-3">
        {known?.requiredOnly ? (
          <span className="text-ink-soft">Required; the move waits until somebody else signs</span>
        ) : (
          <Checkbox
            label="Required; otherwise it only warns"
            checked={set.required}
            onChange={({ target }) =>
              onChange({
                ...set,
                required: target.checked,
                waivableBy: target.checked ? set.waivableBy : null,
              })
            }
          />
        )}
        {set.required ? (
          <Select
            className="w-auto"
            aria-label={`${label}: who may waive it`}
            value={set.waivableBy ?? ""}
            onChange={({ target }) => {
              onChange({ ...set, waivableBy: (target.value || null) as SetCondition["waivableBy"] });
            }}
          >
            <option value="">Nobody may waive it</option>
            {waivingRoles.map((role) => (
              <option key={role.value} value={role.value}>
                {role.label} may waive it
              </option>
            ))}
          </Select>
        ) : null}
      </div>
      {problem ? (
        <span role="alert" className="text-critical">
          {problem}
        </span>
      ) : null}
    </li>
  );
}

interface ValueProps {
  label: string;
  parameter: GateParameter;
  set: SetCondition;
  onChange: (set: SetCondition) => void;
}

function Value({ label, parameter, set, onChange }: ValueProps) {
  if (parameter.kind === "number") {
    const { min, max } = parameter;
    return (
      <span className="flex items-center gap-2">
        {parameter.label}
        <span className="w-24">
          <Input
            type="number"
            aria-label={`${label}: ${parameter.label}`}
            min={min}
            max={max}
            value={typeof set.value === "number" ? set.value : ""}
            onChange={({ target }) => onChange({ ...set, value: Math.trunc(Number(target.value)) })}
          />
        </span>
      </span>
    );
  }
  const chosen = Array.isArray(set.value) ? set.value : [];
  return (
    <fieldset className="grid gap-x-4 gap-y-1 sm:grid-cols-2 xl:grid-cols-3">
      <legend className="text-ink-soft">{parameter.label}</legend>
      {parameter.options.map((option) => (
        <Checkbox
          key={option.value}
          label={option.label}
          checked={chosen.includes(option.value)}
          onChange={({ target }) => {
            const rest = chosen.filter((one) => one !== option.value);
            onChange({ ...set, value: target.checked ? [...rest, option.value] : rest });
          }}
        />
      ))}
    </fieldset>
  );
}
