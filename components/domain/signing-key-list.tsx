import { formatDay } from "@/lib/platform/time/format-day";

interface SigningKeyListProps {
  keys: readonly { id: string; publicKey: string; since: string; until: string | null }[];
}

/** The public keys that check audit packs, the one that signs now first. */
export function SigningKeyList({ keys }: SigningKeyListProps) {
  return (
    <ul aria-label="Public keys" className="flex flex-col gap-4">
      {keys.map(({ id, publicKey, since, until }) => (
        <li key={id}>
          <p className="font-medium text-sm">
            {until === null
              ? `Signs packs since ${formatDay(since)}`
              : `Signed packs from ${formatDay(since)} to ${formatDay(until)}`}
          </p>
          <p className="break-all text-ink-soft text-xs">Key {id}</p>
          {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls has to be reached by the keyboard too. */}
          <pre tabIndex={0} className="mt-1 overflow-x-auto rounded-lg bg-sunken p-3 text-xs">
            {publicKey.trim()}
          </pre>
        </li>
      ))}
    </ul>
  );
}
