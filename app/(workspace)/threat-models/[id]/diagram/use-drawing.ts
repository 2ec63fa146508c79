"use client";
import { useCallback, useEffect, useRef, useState } from "react";
import { useKept } from "@/components/form/use-kept";
import { settled } from "@/lib/domain/threat-models/edit/arrange/rules";
import { differences } from "@/lib/domain/threat-models/edit/compare/rules";
import { begun, redone, stepped, undone } from "@/lib/domain/threat-models/edit/history/rules";
import type { Drawing } from "@/lib/domain/threat-models/edit/schema";

/** A drawing as the server keeps it: where its parts are drawn stands apart from what it says. */
export interface Stored {
  version: number;
  drawing: Omit<Drawing, "threats" | "positions">;
  layout: Drawing["positions"];
  /** The records that elements stand for. */
  parts: readonly { elementId: string; concept: string; partId: string }[];
}

function opened({ drawing, layout }: Pick<Stored, "drawing" | "layout">): Drawing {
  return settled({ ...drawing, threats: [], positions: layout });
}

// Every save is a state of the model that stays: there are fewer of them than of words in a text.
const wait = 2_500;

/** One step of editing: takes the drawing as it stands and returns the next. */
export type Step = (drawing: Drawing) => Drawing;

/** The drawing of a model as it is edited here: with what can be undone, and kept as every draft is. */
export function useDrawing(id: string, start: Stored) {
  const [first] = useState(() => opened(start));
  const kept = useKept<Drawing, { version: number }>({
    kind: "threat-model",
    id,
    start: { version: start.version, content: first },
    send: ({ version, content }) => ({
      method: "PUT",
      url: `/api/v1/threat-models/${id}/drawing`,
      body: { version, ...sent(content, start.parts) },
    }),
    theirs: (current) => {
      const stored = current as unknown as Stored;
      return { version: stored.version, content: opened(stored) };
    },
    same: (one, other) => {
      const { mine, theirs, changed, moved } = differences(one, other);
      return mine.length + theirs.length + changed.length === 0 && !moved;
    },
    wait,
  });
  const { content, write } = kept;
  const [history, setHistory] = useState(() => begun(first));
  const held = useRef(history);
  const show = useCallback((next: typeof history) => {
    held.current = next;
    setHistory(next);
  }, []);
  // What this tab still held, or what somebody else wrote, takes the place of what was shown; there is nothing to undo in it.
  useEffect(() => {
    if (content !== held.current.now) show(begun(content));
  }, [content, show]);

  const go = useCallback(
    (next: typeof history) => {
      if (next === held.current) return;
      show(next);
      write(next.now);
    },
    [show, write],
  );
  /** Takes a step; steps of one run, such as the typing of a name, are undone together. */
  const step = useCallback(
    (take: Step, run: string | null = null) => go(stepped(held.current, take(held.current.now), run)),
    [go],
  );
  const undo = useCallback(() => {
    if (held.current.before.length > 0) go(undone(held.current));
  }, [go]);
  const redo = useCallback(() => {
    if (held.current.after.length > 0) go(redone(held.current));
  }, [go]);
  const now = useCallback(() => held.current.now, []);
  return {
    ...{ kept, step, undo, redo, now, drawing: history.now },
    canUndo: history.before.length > 0,
    canRedo: history.after.length > 0,
  };
}

// An element that was deleted and is back again stands for the same record as before.
function sent({ threats: _threats, positions: layout, ...drawing }: Drawing, parts: Stored["parts"]) {
  const there = new Set(drawing.elements.map(({ id }) => id));
  return { drawing, layout, parts: parts.filter(({ elementId }) => there.has(elementId)) };
}
