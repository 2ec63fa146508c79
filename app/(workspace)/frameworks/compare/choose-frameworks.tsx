import { Button } from "@/components/ui/button";
import { ButtonLink } from "@/components/ui/button-link";
import { Select } from "@/components/ui/select";

interface ChooseFrameworksProps {
  frameworks: readonly { key: string; name: string; version: string }[];
  from: string;
  to: string;
}

/** The two frameworks to be compared; works without scripts. */
export function ChooseFrameworks({ frameworks, from, to }: ChooseFrameworksProps) {
  const options = frameworks.map(({ key, name, version }) => (
    <option key={key} value={key}>{`${name}, ${version}`}</option>
  ));
  return (
    <form method="get" className="flex flex-wrap items-center gap-2" aria-label="Choose two frameworks">
      <Select
        name="from"
        aria-label="Framework that is fulfilled"
        defaultValue={from}
        className="w-80 max-w-full"
      >
        <option value="">Framework that is fulfilled</option>
        {options}
      </Select>
      <Select name="to" aria-label="Framework asked about" defaultValue={to} className="w-80 max-w-full">
        <option value="">Framework asked about</option>
        {options}
      </Select>
      <Button type="submit">Compare</Button>
      {from && to ? <ButtonLink href={`/frameworks/compare?from=${to}&to=${from}`}>Swap</ButtonLink> : null}
    </form>
  );
}
