"use client";
import { useEffect, useMemo, useState } from "react";
import type { FilterEditorProps } from "@/components/table/filter-editor-props";
import { listOf, noneValue } from "@/components/table/filter-words";
import { Checkbox } from "@/components/ui/checkbox";
import { Input } from "@/components/ui/input";
import { choicesOf, useChoices } from "@/components/ui/use-choices";

/** Narrows down by the records a column names: search, tick any number; "None" for rows that name nobody. */
export function ReferenceFilter({ column, value, names, onNamed, onChange }: FilterEditorProps) {
  const load = useMemo(() => choicesOf(column.concept ?? ""), [column.concept]);
  const { choices, state, search } = useChoices(load);
  const [words, setWords] = useState("");
  const [kept] = useState(() => listOf(value).filter((id) => id !== noneValue));
  useEffect(() => {
    void search("", 0);
  }, [search]);

  const chosen = new Set(listOf(value));
  const toggle = (id: string, name?: string) => {
    if (name) onNamed(id, name);
    if (!chosen.delete(id)) chosen.add(id);
    onChange([...chosen].join(",") || null);
  };
  const before = words ? [] : kept.filter((id) => !choices.some((choice) => choice.id === id));
  return (
    <>
      <Input
        type="search"
        aria-label={`Find ${column.label.toLowerCase()}`}
        placeholder="Search…"
        value={words}
        onChange={(event) => {
          setWords(event.target.value);
          void search(event.target.value);
        }}
      />
      <fieldset className="grid max-h-64 gap-1.5 overflow-y-auto py-0.5 pl-0.5 text-sm">
        <legend className="sr-only">{column.label} is any of</legend>
        {before.map((id) => (
          <Checkbox
            key={id}
            label={names.get(id) ?? "Chosen record"}
            checked={chosen.has(id)}
            onChange={() => toggle(id)}
          />
        ))}
        {choices.map(({ id, name, detail }) => (
          <Checkbox
            key={id}
            label={name}
            help={detail}
            checked={chosen.has(id)}
            onChange={() => toggle(id, name)}
          />
        ))}
        {state === "loading" && choices.length === 0 ? <p className="text-ink-faint">Searching…</p> : null}
        {state === "ready" && choices.length === 0 ? (
          <p className="text-ink-faint">Nothing matches “{words}”.</p>
        ) : null}
        {state === "failed" ? (
          <p role="alert">Could not search. Check the connection and type again.</p>
        ) : null}
        {words ? null : (
          <Checkbox
            label={<span className="text-ink-faint">None</span>}
            checked={chosen.has(noneValue)}
            onChange={() => toggle(noneValue)}
          />
        )}
      </fieldset>
    </>
  );
}
