import { Button } from "@/components/ui/button";
import { ButtonLink } from "@/components/ui/button-link";
import { Input } from "@/components/ui/input";
import { Select } from "@/components/ui/select";
import { systemKinds } from "@/lib/domain/inventory/systems/options/schema";
import { harms } from "@/lib/domain/risk-catalogue/schema";

type Options = readonly { value: string; label: string }[];

interface CatalogueFiltersProps {
  filters: Readonly<Record<string, string>>;
  families: Options;
}

/** Looks for words, and narrows down by family, harm and kind of system; works without scripts. */
export function CatalogueFilters({ filters, families }: CatalogueFiltersProps) {
  const choices: [string, string, Options][] = [
    ["family", "All families", families],
    ["harm", "All harms", harms],
    ["kind", "All kinds of system", systemKinds],
  ];
  return (
    <form method="get" className="flex flex-wrap items-center gap-2" aria-label="Filter the catalogue">
      <Input
        type="search"
        name="q"
        aria-label="Search words"
        placeholder="Search, also LLM01:2025"
        defaultValue={filters["q"] ?? ""}
        className="max-w-64"
      />
      {choices.map(([name, all, options]) => (
        <Select key={name} name={name} aria-label={all} defaultValue={filters[name] ?? ""} className="w-52">
          <option value="">{all}</option>
          {options.map(({ value, label }) => (
            <option key={value} value={value}>
              {label}
            </option>
          ))}
        </Select>
      ))}
      {filters["system"] ? <input type="hidden" name="system" value={filters["system"]} /> : null}
      <Button type="submit">Filter</Button>
      {Object.keys(filters).length > 0 ? <ButtonLink href="/risk-catalogue">Clear</ButtonLink> : null}
    </form>
  );
}
