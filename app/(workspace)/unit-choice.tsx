import { Button } from "@/components/ui/button";
import { Select } from "@/components/ui/select";

interface UnitChoiceProps {
  units: readonly { id: string; name: string; detail?: string }[];
  chosen: string;
  /** What choosing none means. */
  none?: string;
  label?: string;
  /** The day that is shown, kept when another unit is chosen. */
  asOf?: string | undefined;
}

/** Narrows the page down to a business unit and those below it; works without scripts. */
export function UnitChoice({
  units,
  chosen,
  none = "All that you may read",
  label = "Business unit, with those below it",
  asOf,
}: UnitChoiceProps) {
  return (
    <form method="get" className="flex flex-wrap items-end gap-2">
      {asOf ? <input type="hidden" name="asOf" value={asOf} /> : null}
      <div className="grid min-w-0 gap-1">
        <label htmlFor="unit" className="font-medium text-sm">
          {label}
        </label>
        <Select id="unit" name="unitId" defaultValue={chosen} className="max-w-96">
          <option value="">{none}</option>
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
