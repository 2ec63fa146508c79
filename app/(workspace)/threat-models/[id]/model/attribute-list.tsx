import type { Attribute } from "./part-form";

interface AttributeListProps {
  asked: readonly Attribute[];
  values: Readonly<Record<string, unknown>>;
}

/** What is known of a part, attribute by attribute; how many nobody knows is said, never hidden. */
export function AttributeList({ asked, values }: AttributeListProps) {
  const known = asked.filter(({ name }) => values[name] !== undefined && values[name] !== null);
  const missing = asked.length - known.length;
  return (
    <span className="grid gap-0.5 text-sm">
      {known.length > 0 ? (
        <span className="break-words">
          {known.map(({ name }) => `${name.replaceAll("_", " ")}: ${wordOf(values[name])}`).join(", ")}
        </span>
      ) : null}
      {missing > 0 ? (
        <span className="text-warn text-xs">{`${missing} of ${asked.length} not known`}</span>
      ) : null}
    </span>
  );
}

function wordOf(value: unknown): string {
  return value === true ? "yes" : value === false ? "no" : String(value);
}
