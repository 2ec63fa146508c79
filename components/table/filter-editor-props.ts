import type { Column } from "@/lib/platform/register/column";

/** What every way to edit a filter is given. */
export interface FilterEditorProps {
  column: Column;
  value: string | undefined;
  names: ReadonlyMap<string, string>;
  onNamed: (id: string, name: string) => void;
  /** `wait` while somebody types. */
  onChange: (value: string | null, wait?: boolean) => void;
}
