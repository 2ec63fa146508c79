import Link from "next/link";

interface MissingListProps {
  missing: readonly { id: string | null; name: string; why: string; href: string }[];
  /** How many are told one by one. */
  most: number;
}

/** What a gate finds missing, each with the reason and the way to where it is mended. */
export function MissingList({ missing, most }: MissingListProps) {
  const more = missing.length - most;
  return (
    <ul className="grid list-disc gap-1 pl-5 text-sm">
      {missing.slice(0, most).map(({ id, name, why, href }) => (
        <li key={`${id} ${why}`} className="break-words">
          <Link
            href={href}
            prefetch={false}
            className="inline-block py-0.5 text-accent underline underline-offset-2"
          >
            {name}
          </Link>{" "}
          {why}
        </li>
      ))}
      {more > 0 ? <li className="text-ink-soft">{`and ${more} more`}</li> : null}
    </ul>
  );
}
