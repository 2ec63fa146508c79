import "server-only";
import { type Gathered, namesIn } from "@/lib/domain/audit-packs/contents/gather";
import type { CellValue, Named, RegisterRow } from "@/lib/platform/register/column";
import type { Register } from "@/lib/platform/register/register";

/** Replaces every person in the rows by a number, the same one wherever they stand. Text that people wrote stays as it is. */
export function withoutNames(gathered: Gathered): void {
  const numbers = new Map<string, number>();
  const hidden = ({ id }: Named): Named => {
    if (!numbers.has(id)) numbers.set(id, numbers.size + 1);
    const name = `Person ${numbers.get(id)}`;
    return { id: name.toLowerCase().replace(" ", "-"), name };
  };
  for (const { register, rows } of [...Object.values(gathered.registers), ...gathered.parts])
    for (const row of rows) hide(register, row, hidden);
}

function hide({ columns }: Register, row: RegisterRow, hidden: (person: Named) => Named): void {
  for (const { key, concept } of columns) {
    if (concept !== "people") continue;
    const value: CellValue | undefined = row[key];
    const people = namesIn(value);
    if (people.length > 0) row[key] = Array.isArray(value) ? people.map(hidden) : hidden(people[0] as Named);
  }
}
