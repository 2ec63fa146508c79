"use client";
import { type ReactNode, useState } from "react";
import { Input } from "@/components/ui/input";
import { type Stencil, shapes } from "./stencil";

interface PaletteProps {
  stencils: readonly Stencil[];
  /** Adds an element of a type, or a zone for null. */
  onAdd: (type: string | null) => void;
}

const marks = {
  process: "rounded-sm border-info bg-info-soft",
  store: "border-x-transparent border-good bg-good-soft",
  actor: "border-warn bg-warn-soft",
  zone: "rounded-sm border-control border-dashed",
};
const line =
  "focus-inset flex w-full items-center gap-2 rounded-md px-2 py-1 text-left text-sm hover:bg-hover";

/** What can be added: a zone and the kinds of elements, found by typing; Enter adds the first one found. */
export function Palette({ stencils, onAdd }: PaletteProps) {
  const [words, setWords] = useState("");
  const asked = words.toLowerCase().split(/\s+/).filter(Boolean);
  const fits = (name: string) => asked.every((word) => name.toLowerCase().includes(word));
  const groups = shapes.map((shape) => ({
    ...shape,
    found: stencils.filter((one) => one.shape === shape.value && fits(one.name)),
  }));
  const zone = fits("Zone");
  const [first] =
    asked.length === 0
      ? []
      : [...(zone ? [null] : []), ...groups.flatMap(({ found }) => found.map(({ id }) => id))];
  const none = !zone && groups.every(({ found }) => found.length === 0);
  return (
    <section aria-label="Add" className="grid content-start gap-2 p-2">
      <Input
        type="search"
        data-palette=""
        aria-label="Find what to add"
        placeholder="Find what to add"
        value={words}
        onChange={({ target }) => setWords(target.value)}
        onKeyDown={(event) => {
          if (event.key !== "Enter" || first === undefined) return;
          event.preventDefault();
          setWords("");
          onAdd(first);
        }}
      />
      {zone ? (
        <button type="button" className={line} onClick={() => onAdd(null)}>
          <span aria-hidden="true" className={`h-4 w-6 shrink-0 border ${marks.zone}`} />
          Zone
        </button>
      ) : null}
      {groups.map(({ value, label, found }) =>
        found.length === 0 ? null : (
          <Group key={value} label={label}>
            {found.map(({ id, name, shape }) => (
              <button key={id} type="button" className={line} onClick={() => onAdd(id)}>
                <span
                  aria-hidden="true"
                  className={`h-4 w-6 shrink-0 border ${shape === "flow" ? "" : marks[shape]}`}
                />
                {name}
              </button>
            ))}
          </Group>
        ),
      )}
      {none ? <p className="px-2 text-ink-soft text-sm">Nothing is called that. Try fewer words.</p> : null}
    </section>
  );
}

function Group({ label, children }: { label: string; children: ReactNode }) {
  return (
    <fieldset className="min-w-0">
      <legend className="px-2 pb-0.5 text-ink-faint text-xs">{label}</legend>
      {children}
    </fieldset>
  );
}
