"use client";
import { Combobox as Base } from "@base-ui/react/combobox";
import { ChevronDown, X } from "lucide-react";
import { useMemo, useState } from "react";
import { byRecord, type ComboboxControl, typingLine } from "@/components/ui/combobox-control";
import { ComboboxList } from "@/components/ui/combobox-list";
import { fieldLook } from "@/components/ui/field-look";
import { type Choice, useChoices } from "@/components/ui/use-choices";

type ComboboxProps = ComboboxControl & { value: Choice | null; onChange: (value: Choice | null) => void };

/** One record, found by typing. */
export function Combobox({ load, value, onChange, ...control }: ComboboxProps) {
  const { choices, state, search } = useChoices(load);
  const [query, setQuery] = useState("");
  const items = useMemo(
    () =>
      value && !choices.some((choice) => choice.id === value.id) && !query
        ? [value, ...choices]
        : [...choices],
    [choices, value, query],
  );
  return (
    <Base.Root
      {...byRecord}
      items={items}
      value={value}
      onValueChange={(next) => onChange(next)}
      onOpenChange={(open) => {
        if (!open) return;
        setQuery("");
        void search("", 0);
      }}
      onInputValueChange={(words, { reason }) => {
        if (reason !== "input-change") return;
        setQuery(words);
        void search(words);
      }}
    >
      <Base.InputGroup className="relative">
        <Base.Input {...typingLine(control)} className={`h-8 pr-14 ${fieldLook}`} />
        <span className="absolute inset-y-0 right-1 flex items-center text-ink-faint">
          <Base.Clear aria-label="Clear" className="rounded-sm p-1 hover:bg-sunken hover:text-ink">
            <X aria-hidden="true" className="size-3.5" />
          </Base.Clear>
          <Base.Trigger
            aria-label="Show choices"
            tabIndex={-1}
            className="rounded-sm p-1 hover:bg-sunken hover:text-ink"
          >
            <ChevronDown aria-hidden="true" className="size-4" />
          </Base.Trigger>
        </span>
      </Base.InputGroup>
      <ComboboxList state={state} query={query} />
    </Base.Root>
  );
}
