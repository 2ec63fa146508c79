"use client";
import Link from "next/link";
import { useState } from "react";
import { Section } from "@/components/layout/section";
import { Badge } from "@/components/ui/badge";
import { Button } from "@/components/ui/button";
import { ButtonLink } from "@/components/ui/button-link";
import { harms } from "@/lib/domain/risk-catalogue/schema";

interface Entry {
  key: string;
  title: string;
  event: string;
  family: string;
  familyLabel: string;
  harms: readonly string[];
  adopted: number;
  fit: { fit: string; because: readonly string[] } | null;
}

interface EntryListProps {
  entries: readonly Entry[];
  systemId: string | null;
  mayAdopt: boolean;
}

/** The entries by family; those that are chosen are adopted together. */
export function EntryList({ entries, systemId, mayAdopt }: EntryListProps) {
  const [chosen, setChosen] = useState<readonly string[]>([]);
  const families = [...new Map(entries.map(({ family, familyLabel }) => [family, familyLabel]))];
  const toggle = (key: string) =>
    setChosen(chosen.includes(key) ? chosen.filter((one) => one !== key) : [...chosen, key]);
  const address = `/risk-catalogue/adopt?${new URLSearchParams({
    entries: chosen.join(","),
    ...(systemId ? { system: systemId } : {}),
  })}`;
  if (entries.length === 0)
    return <p className="py-6 text-ink-soft">Nothing in the catalogue fits. Take a filter away.</p>;
  return (
    <>
      {mayAdopt ? (
        <div className="sticky top-0 z-10 flex flex-wrap items-center gap-2 bg-page py-2">
          <Button size="sm" onClick={() => setChosen(entries.slice(0, 100).map(({ key }) => key))}>
            Choose all shown
          </Button>
          {chosen.length > 0 ? (
            <>
              <ButtonLink href={address} size="sm" tone="primary">
                {`Adopt ${chosen.length} ${chosen.length === 1 ? "entry" : "entries"}`}
              </ButtonLink>
              <Button size="sm" tone="quiet" onClick={() => setChosen([])}>
                Choose none
              </Button>
            </>
          ) : (
            <span className="text-ink-soft text-sm">Choose entries to adopt them.</span>
          )}
        </div>
      ) : null}
      <div className="grid gap-4">
        {families.map(([family, label]) => (
          <Section key={family} title={label} flush>
            <ul>
              {entries
                .filter((entry) => entry.family === family)
                .map((entry) => (
                  <EntryRow
                    key={entry.key}
                    entry={entry}
                    chosen={chosen.includes(entry.key)}
                    onToggle={mayAdopt ? () => toggle(entry.key) : null}
                  />
                ))}
            </ul>
          </Section>
        ))}
      </div>
    </>
  );
}

interface EntryRowProps {
  entry: Entry;
  chosen: boolean;
  onToggle: (() => void) | null;
}

function EntryRow({ entry, chosen, onToggle }: EntryRowProps) {
  const { key, title, event, adopted, fit } = entry;
  return (
    <li className="flex items-start gap-3 border-line border-t px-4 py-2.5">
      {onToggle ? (
        <input
          type="checkbox"
          checked={chosen}
          onChange={onToggle}
          aria-label={`Choose ${title}`}
          className="mt-1 size-4 accent-(--accent-fill)"
        />
      ) : null}
      <div className="min-w-0 flex-1">
        <Link href={`/risk-catalogue/${key}`} prefetch={false} className="font-medium hover:underline">
          {title}
        </Link>
        <p className="text-ink-soft text-sm">{event}</p>
        {fit ? (
          <p className="text-ink-faint text-xs">
            {fit.fit === "applies" ? "Applies" : "May apply"}: {fit.because.join(", ")}
          </p>
        ) : null}
      </div>
      <span className="flex flex-wrap justify-end gap-1.5">
        {entry.harms.map((harm) => (
          <Badge key={harm} tone="neutral">
            {harms.find(({ value }) => value === harm)?.label ?? harm}
          </Badge>
        ))}
        {adopted > 0 ? (
          <Link href={`/risks?catalogue=${key}`} prefetch={false} className="text-accent text-sm">
            {adopted} in the register
          </Link>
        ) : null}
      </span>
    </li>
  );
}
