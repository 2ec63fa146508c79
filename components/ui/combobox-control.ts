import type { Ref } from "react";
import type { Choice, LoadChoices } from "@/components/ui/use-choices";

/** What every field that finds records by typing is given, beside its value. */
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

/** How such a field holds its records: searched by the server, known by id, shown by name. */
export const byRecord = {
  filter: null,
  itemToStringLabel: (choice: Choice) => choice.name,
  isItemEqualToValue: (one: Choice, other: Choice) => one.id === other.id,
  autoHighlight: true,
};

/** Returns the attributes of the line in which somebody types. */
export function typingLine({
  id,
  placeholder = "Search…",
  invalid,
  required,
  labelledBy,
  describedBy,
  onBlur,
  inputRef,
}: Omit<ComboboxControl, "load">) {
  return {
    id,
    ref: inputRef,
    placeholder,
    "aria-invalid": invalid || undefined,
    "aria-required": required || undefined,
    "aria-labelledby": labelledBy,
    "aria-describedby": describedBy,
    onBlur,
  };
}
