import type { PaletteItem } from "@/components/layout/palette/palette-items";

interface PaletteListProps {
  id: string;
  groups: readonly { title: string; items: readonly PaletteItem[] }[];
  active: number;
  onOpen: (href: string, apart: boolean) => void;
  onPoint: (index: number) => void;
}

/** What can be opened, by group; the field above keeps the focus. */
export function PaletteList({ id, groups, active, onOpen, onPoint }: PaletteListProps) {
  const starts = groups.map((_, index) =>
    groups.slice(0, index).reduce((sum, { items }) => sum + items.length, 0),
  );
  return (
    <div role="listbox" id={`${id}-list`} aria-label="What was found">
      {groups.map(({ title, items }, group) => (
        // biome-ignore lint/a11y/useSemanticElements: a group of options in a list box, for which there is no element.
        <div key={title} role="group" aria-labelledby={`${id}-group-${group}`}>
          <p id={`${id}-group-${group}`} className="px-3 pt-2 pb-1 font-medium text-ink-faint text-xs">
            {title}
          </p>
          {items.map(({ href, label, detail }, index) => {
            const at = (starts[group] ?? 0) + index;
            return (
              // biome-ignore lint/a11y/useKeyWithClickEvents lint/a11y/useFocusableInteractive: the field above takes the keys.
              <div
                key={href}
                role="option"
                id={`${id}-${at}`}
                data-at={at}
                aria-selected={at === active}
                onPointerMove={() => onPoint(at)}
                onClick={(event) => onOpen(href, event.ctrlKey || event.metaKey)}
                className="flex cursor-pointer items-baseline justify-between gap-3 rounded-md px-3 py-1.5 aria-selected:bg-accent-soft"
              >
                <span className="min-w-0 truncate">{label}</span>
                {detail ? <span className="shrink-0 text-ink-soft text-sm">{detail}</span> : null}
              </div>
            );
          })}
        </div>
      ))}
    </div>
  );
}
