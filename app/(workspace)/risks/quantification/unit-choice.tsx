import { Button } from "@/components/ui/button";
import { Select } from "@/components/ui/select";

interface UnitChoiceProps {
  units: readonly { id: string; name: string; detail?: string }[];
  chosen: string;
}

/** Narrows the page down to a business unit and those below it; works without scripts. */
export function UnitChoice({ units, chosen }: UnitChoiceProps) {
  return (
    <form method="get" className="flex flex-wrap items-end gap-2">
      <div className="grid min-w-0 gap-1">
        <label htmlFor="unit" className="font-medium text-sm">
          Business unit, with those below it
        </label>
        <Select id="unit" name="unitId" defaultValue={chosen} className="max-w-96">
          <option value="">All that you may read</option>
          {units.map(({ id, name, detail }) => (
            <option key={id} value={id}>
              {detail ? `${name} (${detail})` : name}
            </option>
          ))}
        </Select>
      </div>
      <Button type="submit">Show</Button>
    </form>
  );
}
