"use client";
import { Combobox as Base } from "@base-ui/react/combobox";
import { ChevronDown, X } from "lucide-react";
import { type Ref, useMemo, useState } from "react";
import { ComboboxList } from "@/components/ui/combobox-list";
import { fieldLook } from "@/components/ui/field-look";
import { type Choice, type LoadChoices, useChoices } from "@/components/ui/use-choices";

export interface ComboboxControl {
  id?: string;
  load: LoadChoices;
  placeholder?: string | undefined;
  invalid?: boolean;
  required?: boolean;
  labelledBy?: string;
  describedBy?: string | undefined;
  onBlur?: () => void;
  inputRef?: Ref<HTMLInputElement>;
}

type ComboboxProps = ComboboxControl & { value: Choice | null; onChange: (value: Choice | null) => void };

const nameOf = (choice: Choice) => choice.name;
const same = (one: Choice, other: Choice) => one.id === other.id;

/** One record, found by typing. */
export function Combobox({
  id,
  load,
  value,
  onChange,
  placeholder,
  invalid,
  required,
  labelledBy,
  describedBy,
  onBlur,
  inputRef,
}: ComboboxProps) {
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
      items={items}
      filter={null}
      value={value}
      itemToStringLabel={nameOf}
      isItemEqualToValue={same}
      autoHighlight
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
        <Base.Input
          id={id}
          ref={inputRef}
          placeholder={placeholder ?? "Search…"}
          aria-invalid={invalid || undefined}
          aria-required={required || undefined}
          aria-labelledby={labelledBy}
          aria-describedby={describedBy}
          onBlur={onBlur}
          className={`h-8 pr-14 ${fieldLook}`}
        />
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
