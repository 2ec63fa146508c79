"use client";
import Link from "next/link";
import { type ReactNode, useState } from "react";
import { Section } from "@/components/layout/section";
import { Button } from "@/components/ui/button";

interface Offered {
  key: string;
  title: string;
  family: string;
  familyLabel: string;
}

interface ChooserListProps<Entry extends Offered> {
  entries: readonly Entry[];
  mayChoose: boolean;
  /** The button that chooses many at once, and what it chooses. */
  many: { label: string; keys: readonly string[] };
  /** What is said while nothing is chosen. */
  hint: string;
  /** What is done with the chosen. */
  act: (chosen: readonly string[]) => ReactNode;
  home: string;
  about: (entry: Entry) => ReactNode;
  marks: (entry: Entry) => ReactNode;
}

/** Entries by family, each with a link to its page; those that are chosen are acted upon together. */
export function ChooserList<Entry extends Offered>(props: ChooserListProps<Entry>) {
  const { entries, mayChoose, many, hint, act, home, about, marks } = props;
  const [chosen, setChosen] = useState<readonly string[]>([]);
  const toggle = (key: string) =>
    setChosen(chosen.includes(key) ? chosen.filter((one) => one !== key) : [...chosen, key]);
  const families = [...new Map(entries.map(({ family, familyLabel }) => [family, familyLabel]))];
  return (
    <>
      {mayChoose ? (
        <div className="sticky top-0 z-10 flex flex-wrap items-center gap-2 bg-page py-2">
          <Button size="sm" onClick={() => setChosen(many.keys)}>
            {many.label}
          </Button>
          {chosen.length > 0 ? (
            <>
              {act(chosen)}
              <Button size="sm" tone="quiet" onClick={() => setChosen([])}>
                Choose none
              </Button>
            </>
          ) : (
            <span className="text-ink-soft text-sm">{hint}</span>
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
                  <li key={entry.key} className="flex items-start gap-3 border-line border-t px-4 py-2.5">
                    {mayChoose ? (
                      <input
                        type="checkbox"
                        checked={chosen.includes(entry.key)}
                        onChange={() => toggle(entry.key)}
                        aria-label={`Choose ${entry.title}`}
                        className="mt-1 size-4 accent-(--accent-fill)"
                      />
                    ) : null}
                    <div className="flex min-w-0 flex-1 flex-wrap justify-between gap-x-3 gap-y-1.5">
                      <div className="min-w-0 flex-1 basis-56">
                        <Link
                          href={`${home}/${entry.key}`}
                          prefetch={false}
                          className="font-medium hover:underline"
                        >
                          {entry.title}
                        </Link>
                        {about(entry)}
                      </div>
                      {marks(entry)}
                    </div>
                  </li>
                ))}
            </ul>
          </Section>
        ))}
      </div>
    </>
  );
}
