"use client";
import { useReactFlow } from "@xyflow/react";
import { useCallback, useState } from "react";
import { newKey } from "@/components/form/call-api";
import { arranged } from "@/lib/domain/threat-models/edit/arrange/rules";
import { type Copied, copied, pasted } from "@/lib/domain/threat-models/edit/copy/rules";
import { dropped, placeFor } from "@/lib/domain/threat-models/edit/drop/rules";
import { addElement, addZone, connect, move, partOf, remove } from "@/lib/domain/threat-models/edit/rules";
import type { Drawing, Position } from "@/lib/domain/threat-models/edit/schema";
import { boxesOf } from "@/lib/domain/threat-models/edit/zones/rules";
import { fitting } from "./canvas";
import type { Acts, EditActs } from "./keys";
import { nameOf, saidOf } from "./part-words";
import type { Stencil } from "./stencil";
import type { useChoice } from "./use-choice";
import type { useDrawing } from "./use-drawing";
import type { useFocus } from "./use-focus";

interface ActsOn {
  work: ReturnType<typeof useDrawing>;
  choice: ReturnType<typeof useChoice>;
  focus: ReturnType<typeof useFocus>;
  stencils: ReadonlyMap<string, Stencil>;
  editable: boolean;
}

// What was copied stays at hand from one model to the next.
let clipboard: Copied | null = null;

/** Everything that can be done in the editor, by whatever hand: each says in words what came of it. */
export function useActs({ work, choice, focus, stencils, editable }: ActsOn) {
  const flow = useReactFlow();
  const [said, say] = useState("");
  const { drawing, step, now } = work;
  const { shown, ids, choose, beside, connectFrom } = choice;
  const chosen = [...shown.chosen];
  const name = (id: string) => {
    const part = partOf(now(), id);
    return part ? nameOf(now(), part) : "";
  };
  const goTo = (id: string | null, add = false) => {
    if (id === null) return;
    choose(add ? [...chosen.filter((one) => one !== id), id] : [id]);
    focus.onCanvas();
    say(saidOf(now(), id, stencils));
  };
  const unless = (act: () => void) => () => {
    if (editable) act();
  };

  const add = (type: string | null) => {
    const id = newKey();
    const { x, y, zoom } = flow.getViewport();
    const { width, height } = focus.size();
    const middle = { x: (width / 2 - x) / zoom - 88, y: (height / 2 - y) / zoom - 38 };
    const { at, zoneId } = placeFor(drawing, chosen.length === 1 ? (chosen[0] ?? null) : null, middle);
    const called = type === null ? "New zone" : (stencils.get(type)?.name ?? "New element");
    const start = { id, name: called, at, zoneId };
    step((before) => (type === null ? addZone(before, start) : addElement(before, type, start)));
    choose([id]);
    focus.onName();
    say(`${called} added. Type its name, then press Escape to go back to the diagram.`);
  };

  const join = (from: string, to: string) => {
    const id = newKey();
    step((before) => connect(before, id, from, to));
    connectFrom(null);
    choose([id]);
    focus.onCanvas();
    say(`Connected: ${name(from)} to ${name(to)}.`);
  };

  const startConnecting = () => {
    const from = chosen.find((id) => partOf(drawing, id)?.kind === "element");
    if (from === undefined) return say("Choose the element that the flow starts from first.");
    connectFrom(from);
    focus.onCanvas();
    say(`A flow from ${name(from)}: go to its target with J or K and press Enter, or Escape to give up.`);
  };

  const takeAway = (words: string) => {
    if (chosen.length === 0) return;
    const left = ids.filter((id) => !shown.chosen.has(id));
    const next = left[Math.min(ids.indexOf(chosen[0] ?? ""), left.length - 1)] ?? null;
    step((before) => remove(before, chosen));
    choose(next === null ? [] : [next]);
    focus.onCanvas();
    say(words);
  };

  const put = (clip: Copied | null) => {
    if (!clip || clip.elements.length + clip.zones.length === 0) return say("Nothing has been copied.");
    const { drawing: next, ids: made } = pasted(now(), clip, newKey);
    step(() => next);
    choose(made);
    focus.onCanvas();
    say(`${made.length} pasted.`);
  };

  const edit: EditActs = {
    undo: unless(() => {
      work.undo();
      focus.onWhatIsLeft();
      say("Undone.");
    }),
    redo: unless(() => {
      work.redo();
      focus.onWhatIsLeft();
      say("Done again.");
    }),
    copy: () => {
      clipboard = copied(drawing, chosen);
      say(`${clipboard.elements.length + clipboard.zones.length} copied.`);
    },
    cut: unless(() => {
      clipboard = copied(drawing, chosen);
      takeAway(`${chosen.length} cut.`);
    }),
    paste: unless(() => put(clipboard)),
    twice: unless(() => put(copied(drawing, chosen))),
  };

  const keys: Acts = {
    walk: (by, more) => goTo(beside(by), more && shown.connecting === null),
    walkTo: (end) => goTo((end === "first" ? ids[0] : ids.at(-1)) ?? null),
    shift: (by) => {
      if (!editable || chosen.length === 0) return;
      step((before) => move(before, chosen, by), `moving ${chosen.join(" ")}`);
      const { x, y } = boxesOf(now()).get(chosen[0] ?? "") ?? {};
      if (x !== undefined) say(`Moved to ${x} across, ${y} down.`);
    },
    open: () => {
      const to = shown.current;
      if (shown.connecting !== null && to !== null && partOf(drawing, to)?.kind === "element")
        return join(shown.connecting, to);
      if (to === null) return;
      choose(chosen.length === 0 ? [to] : chosen);
      focus.onName();
    },
    addOne: unless(focus.onPalette),
    connectFrom: unless(startConnecting),
    escape: () => {
      if (shown.connecting === null) return choose([]);
      connectFrom(null);
      say("No flow was added.");
    },
    remove: unless(() =>
      takeAway(chosen.length === 1 ? `${name(chosen[0] ?? "")} deleted.` : `${chosen.length} deleted.`),
    ),
    all: () => {
      choose(ids);
      say(`${ids.length} chosen.`);
    },
    fit: () => void flow.fitView(fitting),
    zoom: (by) => void (by === 1 ? flow.zoomIn() : flow.zoomOut()),
  };

  const drop = useCallback(
    (dragged: string[], by: Position) => step((before: Drawing) => dropped(before, dragged, by)),
    [step],
  );
  const arrange = () => {
    step(arranged);
    // Once it is drawn.
    requestAnimationFrame(() => void flow.fitView(fitting));
    say("Laid out anew.");
  };
  return { said, say, add, join, edit, keys, drop, arrange };
}
