import type { Recent } from "@/components/layout/palette/recent";
import type { FoundItem } from "@/components/layout/palette/use-found";

/** A page or an act that the palette offers. */
export interface PaletteLink {
  href: string;
  label: string;
}

/** One line of the palette. */
export interface PaletteItem extends PaletteLink {
  /** What it is, or where it is kept. */
  detail: string;
}

interface Offered {
  typed: string;
  results: readonly FoundItem[];
  pages: readonly PaletteLink[];
  actions: readonly PaletteLink[];
  recent: readonly Recent[];
}

/** Returns the groups of the palette for what was typed; before anything is typed, what was opened last. */
export function paletteGroups({ typed, results, pages, actions, recent }: Offered) {
  const words = typed.trim().toLowerCase().split(/\s+/).filter(Boolean);
  const fits = ({ label }: PaletteLink) => words.every((word) => label.toLowerCase().includes(word));
  const plain = (links: readonly PaletteLink[]) =>
    links.filter(fits).map((link): PaletteItem => ({ ...link, detail: "" }));
  const records = results.map(
    ({ href, ref, name, one, unit }): PaletteItem => ({
      href,
      label: ref ? `${ref} ${name}` : name,
      detail: [one, unit].filter(Boolean).join(" · "),
    }),
  );
  const groups = [
    { title: "Records", items: words.length === 0 ? [] : records },
    { title: "Opened last", items: words.length === 0 ? plain(recent) : [] },
    { title: "Actions", items: plain(actions) },
    { title: "Pages", items: plain(pages) },
  ];
  return groups.filter(({ items }) => items.length > 0);
}
