import { Button } from "@/components/ui/button";
import { ButtonLink } from "@/components/ui/button-link";
import { Input } from "@/components/ui/input";
import { Select } from "@/components/ui/select";

interface FilterFormProps {
  /** What is narrowed down, such as "the catalogue". */
  of: string;
  /** What the field for words says; without it none is shown. */
  placeholder?: string;
  filters: Readonly<Record<string, string | undefined>>;
  /** Each field with what it says while nothing is chosen. */
  choices: readonly { name: string; all: string; options: readonly { value: string; label: string }[] }[];
  /** Names of filters that stay as the address has them. */
  keep?: readonly string[];
  /** The address without filters. */
  home: string;
}

/** Looks for words, where asked, and narrows a list down by choices, in its address; works without scripts. */
export function FilterForm({ of, placeholder, filters, choices, keep = [], home }: FilterFormProps) {
  return (
    <form method="get" className="flex flex-wrap items-center gap-2" aria-label={`Filter ${of}`}>
      {placeholder ? (
        <Input
          type="search"
          name="q"
          aria-label="Search words"
          placeholder={placeholder}
          defaultValue={filters["q"] ?? ""}
          className="max-w-64"
        />
      ) : null}
      {choices.map(({ name, all, options }) => (
        <Select key={name} name={name} aria-label={all} defaultValue={filters[name] ?? ""} className="w-52">
          <option value="">{all}</option>
          {options.map(({ value, label }) => (
            <option key={value} value={value}>
              {label}
            </option>
          ))}
        </Select>
      ))}
      {keep.map((name) =>
        filters[name] ? <input key={name} type="hidden" name={name} value={filters[name]} /> : null,
      )}
      <Button type="submit">Filter</Button>
      {Object.keys(filters).length > 0 ? <ButtonLink href={home}>Clear</ButtonLink> : null}
    </form>
  );
}
