"use client";
import Link from "next/link";
import { ChooserList } from "@/components/table/chooser-list";
import { Badge } from "@/components/ui/badge";
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
  if (entries.length === 0)
    return <p className="py-6 text-ink-soft">Nothing in the catalogue fits. Take a filter away.</p>;
  const address = (chosen: readonly string[]) =>
    `/risk-catalogue/adopt?${new URLSearchParams({
      entries: chosen.join(","),
      ...(systemId ? { system: systemId } : {}),
    })}`;
  return (
    <ChooserList
      entries={entries}
      mayChoose={mayAdopt}
      many={{ label: "Choose all shown", keys: entries.slice(0, 100).map(({ key }) => key) }}
      hint="Choose entries to adopt them."
      act={(chosen) => (
        <ButtonLink href={address(chosen)} size="sm" tone="primary">
          {`Adopt ${chosen.length} ${chosen.length === 1 ? "entry" : "entries"}`}
        </ButtonLink>
      )}
      home="/risk-catalogue"
      about={({ event, fit }) => (
        <>
          <p className="text-ink-soft text-sm">{event}</p>
          {fit ? (
            <p className="text-ink-faint text-xs">
              {fit.fit === "applies" ? "Applies" : "May apply"}: {fit.because.join(", ")}
            </p>
          ) : null}
        </>
      )}
      marks={({ key, harms: does, adopted }) => (
        <span className="flex flex-wrap justify-end gap-1.5">
          {does.map((harm) => (
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
      )}
    />
  );
}
