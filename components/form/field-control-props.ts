import type { FormField, FormValue } from "@/components/form/form-values";
import type { LoadChoices } from "@/components/ui/use-choices";
import type { Option } from "@/lib/platform/schema/field";

/** What every control of a form is given. */
export interface FieldControlProps {
  field: FormField;
  id: string;
  value: FormValue;
  onChange: (value: FormValue) => void;
  onBlur: () => void;
  invalid: boolean;
  describedBy: string | undefined;
  options: readonly Option[] | undefined;
  load: ((concept: string) => LoadChoices) | undefined;
}
