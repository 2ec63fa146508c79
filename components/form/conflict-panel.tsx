"use client";
import { useEffect, useRef, useState } from "react";
import { changedFields, type FormField, type FormValues, wordsOf } from "@/components/form/form-values";
import { Button } from "@/components/ui/button";
import { Gap } from "@/components/ui/gap";
import type { Option } from "@/lib/platform/schema/field";

interface ConflictPanelProps {
  noun: string;
  fields: readonly FormField[];
  /** What the form started from, what it holds, and what the record is now. */
  base: FormValues;
  mine: FormValues;
  theirs: FormValues;
  options: Record<string, readonly Option[]>;
  pending: boolean;
  onResolve: (held: FormValues) => void;
}

type Side = "mine" | "theirs";

/** Two people changed the same record: shows both versions side by side and lets the second one choose, field by field. */
export function ConflictPanel({
  noun,
  fields,
  base,
  mine,
  theirs,
  options,
  pending,
  onResolve,
}: ConflictPanelProps) {
  const panel = useRef<HTMLElement>(null);
  useEffect(() => panel.current?.focus(), []);
  const [chosen, setChosen] = useState<Record<string, Side>>({});
  const touchedByMe = changedFields(fields, base, mine);
  const touchedByThem = changedFields(fields, base, theirs);
  const both = changedFields(touchedByMe, mine, theirs).filter((field) => touchedByThem.includes(field));
  const onlyTheirs = touchedByThem.filter((field) => !touchedByMe.includes(field));
  const sideOf = (key: string): Side => chosen[key] ?? "mine";
  const save = () => {
    const touched = new Set(touchedByMe.map(({ key }) => key));
    const held = fields.map(({ key }) => [
      key,
      (touched.has(key) && sideOf(key) === "mine" ? mine : theirs)[key] ?? null,
    ]);
    onResolve(Object.fromEntries(held));
  };
  return (
    <section
      ref={panel}
      tabIndex={-1}
      aria-label="Two versions"
      role="alert"
      className="rounded-xl border border-warn/40 bg-warn-soft p-4"
    >
      <h2 className="font-semibold">Somebody changed this {noun} while you were editing.</h2>
      <p className="mt-0.5 text-ink-soft text-sm">
        {both.length > 0
          ? "Choose for each field which version stays. "
          : "None of your fields is concerned; save to add your changes. "}
        {onlyTheirs.length > 0
          ? `Their other changes stay: ${onlyTheirs.map(({ meta }) => meta.label).join(", ")}.`
          : ""}
      </p>
      <div className="mt-3 grid gap-3">
        {both.map((field) => (
          <fieldset key={field.key} className="min-w-0">
            <legend className="mb-1 font-medium text-sm">{field.meta.label}</legend>
            <div className="grid gap-2 sm:grid-cols-2">
              <Version
                side="mine"
                held={mine}
                field={field}
                options={options}
                chosen={sideOf(field.key)}
                onChoose={(side) => setChosen({ ...chosen, [field.key]: side })}
              />
              <Version
                side="theirs"
                held={theirs}
                field={field}
                options={options}
                chosen={sideOf(field.key)}
                onChoose={(side) => setChosen({ ...chosen, [field.key]: side })}
              />
            </div>
          </fieldset>
        ))}
      </div>
      <div className="mt-3">
        <Button tone="primary" pending={pending} onClick={save}>
          Save this version
        </Button>
      </div>
    </section>
  );
}

interface VersionProps {
  side: Side;
  field: FormField;
  held: FormValues;
  options: Record<string, readonly Option[]>;
  chosen: Side;
  onChoose: (side: Side) => void;
}

function Version({ side, field, held, options, chosen, onChoose }: VersionProps) {
  return (
    <label className="flex min-w-0 items-start gap-2 rounded-lg border border-line-strong bg-panel px-3 py-2 has-checked:border-accent has-checked:outline-1 has-checked:outline-accent">
      <input
        type="radio"
        name={`conflict-${field.key}`}
        checked={chosen === side}
        onChange={() => onChoose(side)}
        className="mt-1 accent-(--accent-fill)"
      />
      <span className="min-w-0">
        <span className="block text-ink-faint text-xs">{side === "mine" ? "Keep mine" : "Take theirs"}</span>
        <span className="block max-h-40 overflow-auto break-words whitespace-pre-line">
          {wordsOf(field, held[field.key], options[field.key] ?? field.meta.options) ?? <Gap />}
        </span>
      </span>
    </label>
  );
}
