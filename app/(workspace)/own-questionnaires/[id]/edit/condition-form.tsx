"use client";
import { Plus, X } from "lucide-react";
import { NumberField, SelectField, TicksField } from "@/components/form/editor-fields";
import { Button } from "@/components/ui/button";
import { Checkbox } from "@/components/ui/checkbox";
import { IconButton } from "@/components/ui/icon-button";
import type { Condition } from "@/lib/domain/assessments/templates/conditions/schema";
import { type Leaf, leafOf, type Target, targetOf, valuesOfLeaf, wayOf } from "./condition-target";

interface ConditionFormProps {
  /** What is asked only then: "question" or "section". */
  noun: string;
  condition: Condition | undefined;
  targets: readonly Target[];
  onChange: (condition: Condition | undefined) => void;
}

/** When a question or section is asked: always, or only when what was said before, or is known of the system, is so. */
export function ConditionForm({ noun, condition, targets, onChange }: ConditionFormProps) {
  const first = () =>
    leafOf(targets[0]?.value ?? "fact:autonomy", targets[0]?.ways[0]?.value ?? "known", ["yes"]);
  return (
    <fieldset className="min-w-0">
      <legend className="font-medium text-sm">When the {noun} is asked</legend>
      {condition === undefined ? (
        <div className="mt-1 flex flex-wrap items-center gap-3 text-sm">
          <span>Always.</span>
          <Button size="sm" onClick={() => onChange(first())}>
            Ask only when…
          </Button>
        </div>
      ) : (
        <div className="mt-1 grid gap-2">
          <Node {...{ condition, targets, first }} onChange={onChange} />
          {"all" in condition || "any" in condition ? null : (
            <div>
              <Button size="sm" onClick={() => onChange({ all: [condition, first()] })}>
                <Plus aria-hidden="true" className="size-4" />
                Add a condition
              </Button>
            </div>
          )}
        </div>
      )}
    </fieldset>
  );
}

interface NodeProps {
  condition: Condition;
  targets: readonly Target[];
  first: () => Condition;
  onChange: (condition: Condition | undefined) => void;
}

function Node({ condition, targets, first, onChange }: NodeProps) {
  if ("not" in condition)
    return (
      <div className="grid gap-1">
        <Checkbox label="Not:" checked onChange={() => onChange(condition.not)} />
        <div className="pl-6">
          <Node
            condition={condition.not}
            {...{ targets, first }}
            onChange={(next) => onChange(next && { not: next })}
          />
        </div>
      </div>
    );
  if (!("all" in condition || "any" in condition))
    return <LeafRow leaf={condition} {...{ targets, onChange }} />;
  const all = "all" in condition;
  const parts = all ? condition.all : condition.any;
  const put = (list: Condition[], every = all) =>
    onChange(
      list.length === 0 ? undefined : list.length === 1 ? list[0] : every ? { all: list } : { any: list },
    );
  return (
    <div className="grid gap-2 border-line border-l-2 pl-3">
      <SelectField
        label="How they go together"
        quiet
        value={all ? "all" : "any"}
        onChange={(way) => put(parts, way === "all")}
        options={[
          { value: "all", label: "All of these hold" },
          { value: "any", label: "Any of these holds" },
        ]}
      />
      {parts.map((part, index) => (
        <Node
          // biome-ignore lint/suspicious/noArrayIndexKey: conditions have no names.
          key={index}
          condition={part}
          {...{ targets, first }}
          onChange={(next) => put(parts.flatMap((one, at) => (at !== index ? [one] : next ? [next] : [])))}
        />
      ))}
      <div>
        <Button
          size="sm"
          reason={parts.length >= 10 ? "There are at most 10." : undefined}
          onClick={() => put([...parts, first()])}
        >
          <Plus aria-hidden="true" className="size-4" />
          Add a condition
        </Button>
      </div>
    </div>
  );
}

interface LeafRowProps {
  leaf: Leaf;
  targets: readonly Target[];
  onChange: (condition: Condition | undefined) => void;
}

function LeafRow({ leaf, targets, onChange }: LeafRowProps) {
  const [target, way, values] = [targetOf(leaf), wayOf(leaf), valuesOfLeaf(leaf)];
  const found = targets.find(({ value }) => value === target);
  const choices = found?.values ?? null;
  const chooseTarget = (next: string) => {
    const to = targets.find(({ value }) => value === next);
    onChange(leafOf(next, to?.ways[0]?.value ?? "answered", [to?.values?.[0]?.value ?? "0"]));
  };
  return (
    <div className="flex flex-wrap items-start gap-2 rounded-lg border border-line p-2">
      <div className="grid min-w-0 flex-1 gap-2 sm:grid-cols-[minmax(0,2fr)_minmax(0,1fr)_minmax(0,1fr)]">
        <SelectField
          label="What it hangs on"
          quiet
          value={target}
          onChange={chooseTarget}
          options={targets}
        />
        <SelectField
          label="How it is compared"
          quiet
          value={way}
          onChange={(next) =>
            onChange(leafOf(target, next, values.length > 0 ? values : [choices?.[0]?.value ?? "0"]))
          }
          options={found?.ways ?? []}
        />
        {way === "in" && choices ? (
          <TicksField
            label="Values"
            value={values}
            onChange={(next) => onChange(leafOf(target, way, next))}
            options={choices}
          />
        ) : way === "atLeast" || way === "atMost" ? (
          <NumberField
            label="Value"
            quiet
            value={Number(values[0])}
            onChange={(next) => onChange(leafOf(target, way, [String(next ?? 0)]))}
          />
        ) : choices && ["is", "includes"].includes(way) ? (
          <SelectField
            label="Value"
            quiet
            value={values[0] ?? ""}
            onChange={(next) => onChange(leafOf(target, way, [next]))}
            options={choices}
          />
        ) : null}
      </div>
      <Button size="sm" tone="quiet" onClick={() => onChange({ not: leaf })}>
        Not
      </Button>
      <IconButton size="sm" label="Remove condition" onClick={() => onChange(undefined)}>
        <X aria-hidden="true" className="size-4" />
      </IconButton>
    </div>
  );
}
