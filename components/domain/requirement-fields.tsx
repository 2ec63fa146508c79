"use client";
import { useEffect, useId, useState } from "react";
import { SelectField, TextField } from "@/components/form/editor-fields";
import type { Option } from "@/lib/platform/schema/field";

/** A requirement by its framework and reference. */
interface Named {
  framework: string;
  ref: string;
}

interface RequirementFieldsProps {
  value: Named;
  frameworks: readonly Option[];
  /** Headings are not offered: only what can be fulfilled. */
  toFulfil?: boolean;
  onChange: (value: Named) => void;
}

/** Which requirement: a framework that is in force, and the reference, with its title once it is known. */
export function RequirementFields({ value, frameworks, toFulfil = false, onChange }: RequirementFieldsProps) {
  const list = useId();
  const rows = useLines(value.framework).filter(({ assessable }) => assessable || !toFulfil);
  const title = rows.find(({ ref }) => ref === value.ref)?.title;
  return (
    <>
      <SelectField
        label="Framework"
        quiet
        value={value.framework}
        onChange={(framework) => onChange({ framework, ref: "" })}
        options={frameworks}
      />
      <div className="min-w-0">
        <TextField
          label="Reference"
          quiet
          value={value.ref}
          max={80}
          list={list}
          placeholder="Article, clause or criterion"
          onChange={(ref) => onChange({ ...value, ref })}
        />
        <datalist id={list}>
          {rows.map((one) => (
            <option key={one.ref} value={one.ref}>
              {one.title}
            </option>
          ))}
        </datalist>
        {title ? <p className="mt-0.5 text-ink-soft text-sm">{title}</p> : null}
      </div>
    </>
  );
}

interface Line {
  ref: string;
  title: string;
  assessable: boolean;
}

const loaded = new Map<string, Promise<Line[]>>();

function linesOf(framework: string): Promise<Line[]> {
  const known = loaded.get(framework);
  if (known) return known;
  const asked = fetch(`/api/v1/frameworks/${encodeURIComponent(framework)}/requirements`)
    .then(async (answer) => (answer.ok ? ((await answer.json()) as { rows: Line[] }).rows : []))
    .catch(() => []);
  loaded.set(framework, asked);
  return asked;
}

function useLines(framework: string): Line[] {
  const [lines, setLines] = useState<Line[]>([]);
  useEffect(() => {
    let here = true;
    if (framework !== "")
      void linesOf(framework).then((found) => {
        if (here) setLines(found);
      });
    return () => {
      here = false;
    };
  }, [framework]);
  return lines;
}
