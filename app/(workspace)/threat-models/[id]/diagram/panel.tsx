"use client";
import { type KeyboardEvent, useId } from "react";
import { Kbd } from "@/components/ui/kbd";
import { partOf, putInto } from "@/lib/domain/threat-models/edit/rules";
import type { Drawing } from "@/lib/domain/threat-models/edit/schema";
import { homeOf } from "@/lib/domain/threat-models/edit/zones/rules";
import { ZoneField } from "./part-fields";
import { ElementPanel, FlowPanel, ZonePanel } from "./part-panel";
import type { Stencil } from "./stencil";
import type { Step } from "./use-drawing";

interface PanelProps {
  drawing: Drawing;
  chosen: ReadonlySet<string>;
  stencils: ReadonlyMap<string, Stencil>;
  editable: boolean;
  onStep: (step: Step, run?: string) => void;
  /** Back to the diagram. */
  onLeave: () => void;
}

const titles = { element: "Element", flow: "Flow", zone: "Zone" };

/** What is known of what is chosen, to be read and written; with nothing chosen, what the keys do. */
export function Panel({ drawing, chosen, stencils, editable, onStep, onLeave }: PanelProps) {
  const heading = useId();
  const ids = [...chosen];
  const one = ids.length === 1 ? partOf(drawing, ids[0] ?? "") : null;
  const shared = { drawing, stencils, onStep };
  const leave = (event: KeyboardEvent) => {
    if (event.key !== "Escape") return;
    event.preventDefault();
    onLeave();
  };
  const title = one ? titles[one.kind] : ids.length > 0 ? `${ids.length} parts` : "Keys";
  return (
    <section
      aria-labelledby={heading}
      onKeyDown={leave}
      className="grid content-start gap-3 border-line border-t p-3 lg:overflow-y-auto lg:border-t-0 lg:border-l"
    >
      <h2 id={heading} className="font-semibold text-base">
        {title}
      </h2>
      <fieldset disabled={!editable} key={one?.part.id ?? "several"} className="grid min-w-0 gap-3">
        {one?.kind === "element" ? <ElementPanel part={one.part} {...shared} /> : null}
        {one?.kind === "flow" ? <FlowPanel part={one.part} {...shared} /> : null}
        {one?.kind === "zone" ? <ZonePanel part={one.part} {...shared} /> : null}
        {ids.length > 1 ? <SeveralPanel {...{ drawing, ids, onStep }} /> : null}
      </fieldset>
      {ids.length === 0 ? <KeyList editable={editable} /> : null}
    </section>
  );
}

function SeveralPanel({ drawing, ids, onStep }: Pick<PanelProps, "drawing" | "onStep"> & { ids: string[] }) {
  const homes = ids.flatMap((id) => {
    const found = partOf(drawing, id);
    if (!found || found.kind === "flow") return [];
    return [found.kind === "element" ? homeOf(found.part) : found.part.parent];
  });
  if (homes.length === 0)
    return <p className="text-ink-soft text-sm">They can be moved, copied and deleted together.</p>;
  const value = homes.every((home) => home === homes[0]) ? (homes[0] ?? null) : undefined;
  return (
    <ZoneField {...{ drawing, ids, value }} onChange={(zone) => onStep((now) => putInto(now, ids, zone))} />
  );
}

const keys: readonly (readonly [keys: readonly string[], what: string, edits: boolean])[] = [
  [["J", "K"], "next and previous part; with Shift, more than one", false],
  [["↑", "↓", "←", "→"], "move what is chosen; with Shift, further", true],
  [["A"], "find what to add", true],
  [["Enter"], "to what is known of it; Escape comes back", false],
  [["C"], "draw a flow from it: go to the target, Enter", true],
  [["Delete"], "delete it with its flows", true],
  [["Ctrl", "Z"], "undo; with Shift, do again", true],
  [["Ctrl", "C"], "copy; Ctrl V pastes, Ctrl X cuts, Ctrl D does both", true],
  [["Ctrl", "A"], "choose everything", false],
  [["F"], "show all; + and − zoom", false],
];

function KeyList({ editable }: { editable: boolean }) {
  return (
    <>
      <p className="text-ink-soft text-sm">Choose a part to see what is known of it. In the diagram:</p>
      <dl className="grid grid-cols-[auto_1fr] items-baseline gap-x-3 gap-y-1.5 text-sm">
        {keys
          .filter(([, , edits]) => editable || !edits)
          .map(([pressed, what]) => (
            <div key={what} className="contents">
              <dt className="flex gap-1">
                {pressed.map((key) => (
                  <Kbd key={key}>{key}</Kbd>
                ))}
              </dt>
              <dd className="text-ink-soft">{what}</dd>
            </div>
          ))}
      </dl>
    </>
  );
}
