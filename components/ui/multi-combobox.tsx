"use client";
import { Combobox as Base } from "@base-ui/react/combobox";
import { X } from "lucide-react";
import { useState } from "react";
import { byRecord, type ComboboxControl, typingLine } from "@/components/ui/combobox-control";
import { ComboboxList } from "@/components/ui/combobox-list";
import { type Choice, useChoices } from "@/components/ui/use-choices";

type MultiComboboxProps = ComboboxControl & { value: readonly Choice[]; onChange: (value: Choice[]) => void };

/** Any number of records, found by typing; the chosen stand in the field as chips. */
export function MultiCombobox({ load, value, onChange, ...control }: MultiComboboxProps) {
  const { choices, state, search } = useChoices(load);
  const [query, setQuery] = useState("");
  const items = [
    ...choices,
    ...(query ? [] : value.filter((one) => !choices.some((choice) => choice.id === one.id))),
  ];
  return (
    <Base.Root
      multiple
      {...byRecord}
      items={items}
      value={[...value]}
      inputValue={query}
      onValueChange={(next: Choice[]) => {
        onChange(next);
        if (query) void search("", 0);
        setQuery("");
      }}
      onOpenChange={(open) => {
        if (open) void search("", 0);
        else setQuery("");
      }}
      onInputValueChange={(words, { reason }) => {
        if (reason !== "input-change") return;
        setQuery(words);
        void search(words);
      }}
    >
      <Base.InputGroup
        data-invalid={control.invalid || undefined}
        className="flex min-h-8 cursor-text rounded-md border border-control bg-panel px-1 py-0.5 focus-within:border-accent focus-within:outline-1 focus-within:outline-accent hover:border-ink-faint data-invalid:border-critical"
      >
        <Base.Chips
          className="flex min-w-0 flex-1 flex-wrap items-center gap-1"
          aria-label={value.length > 0 ? "Chosen" : undefined}
        >
          {value.map((choice) => (
            <Base.Chip
              key={choice.id}
              aria-label={choice.name}
              className="flex h-6 max-w-full items-center gap-0.5 rounded-sm bg-sunken pl-2 text-sm outline-none focus-within:bg-accent-soft data-highlighted:bg-accent-soft"
            >
              <span className="truncate">{choice.name}</span>
              <Base.ChipRemove
                aria-label={`Remove ${choice.name}`}
                className="rounded-sm p-1 text-ink-faint hover:text-ink"
              >
                <X aria-hidden="true" className="size-3" />
              </Base.ChipRemove>
            </Base.Chip>
          ))}
          <Base.Input
            {...typingLine(value.length > 0 ? { ...control, placeholder: "" } : control)}
            className="h-6 min-w-20 flex-1 bg-transparent px-1.5 outline-none"
          />
        </Base.Chips>
      </Base.InputGroup>
      <ComboboxList state={state} query={query} />
    </Base.Root>
  );
}
