import { useId } from "react";
import { Section } from "@/components/layout/section";
import { Select } from "@/components/ui/select";
import type { SetCondition } from "@/lib/domain/inventory/systems/gates/schema";
import type { GateParameter } from "@/lib/platform/registry/contributions";
import { ConditionRow } from "./condition-row";

/** The conditions that one may choose from. */
export type Library = readonly {
  key: string;
  label: string;
  parameter: GateParameter | null;
  requiredOnly: boolean;
}[];

interface StageEditorProps {
  title: string;
  /** Where the server says that something of this stage is wrong. */
  path: string;
  conditions: SetCondition[];
  library: Library;
  problems: Readonly<Record<string, string>>;
  onChange: (conditions: SetCondition[]) => void;
}

/** The conditions before one stage in their order; each can be moved, set and removed, and others added. */
export function StageEditor({ title, path, conditions, library, problems, onChange }: StageEditorProps) {
  const id = useId();
  const free = library.filter(({ key }) => !conditions.some(({ condition }) => condition === key));
  const add = (key: string) => {
    const chosen = library.find((one) => one.key === key);
    if (!chosen) return;
    const initial = chosen.parameter?.initial ?? null;
    const value = initial === null || typeof initial === "number" ? initial : [...initial];
    onChange([...conditions, { condition: key, value, required: true, waivableBy: null }]);
  };
  return (
    <Section title={title}>
      {conditions.length === 0 ? <p className="text-ink-soft text-sm">Nothing is asked yet.</p> : null}
      <ol className="grid gap-3">
        {conditions.map((set, i) => (
          <ConditionRow
            key={set.condition}
            set={set}
            known={library.find(({ key }) => key === set.condition)}
            problem={["condition", "value", "required", "waivableBy"]
              .map((field) => problems[`${path}.${i}.${field}`])
              .find(Boolean)}
            onChange={(changed) => onChange(conditions.with(i, changed))}
            onRemove={() => onChange(conditions.toSpliced(i, 1))}
            onUp={i > 0 ? () => onChange(conditions.toSpliced(i, 1).toSpliced(i - 1, 0, set)) : undefined}
          />
        ))}
      </ol>
      {free.length > 0 ? (
        <div className="mt-3">
          <label htmlFor={id} className="text-sm">
            Add a condition before {title}
          </label>
          <Select id={id} className="mt-1" value="" onChange={({ target }) => add(target.value)}>
            <option value="">Choose a condition</option>
            {free.map(({ key, label }) => (
              <option key={key} value={key}>
                {label}
              </option>
            ))}
          </Select>
        </div>
      ) : null}
    </Section>
  );
}
