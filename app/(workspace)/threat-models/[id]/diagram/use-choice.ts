"use client";
import { useCallback, useMemo, useState } from "react";
import { partIds } from "@/lib/domain/threat-models/edit/rules";
import type { Drawing } from "@/lib/domain/threat-models/edit/schema";
import type { Shown } from "./canvas-parts";

/** What is chosen of a drawing, which part the keyboard stands on, and from where a flow is being drawn. */
export function useChoice(drawing: Drawing) {
  const [picked, setPicked] = useState<readonly string[]>([]);
  const [from, setFrom] = useState<string | null>(null);
  const ids = useMemo(() => partIds(drawing), [drawing]);
  const shown: Shown = useMemo(() => {
    const there = new Set(ids);
    const chosen = new Set(picked.filter((id) => there.has(id)));
    return {
      chosen,
      current: [...chosen].at(-1) ?? ids[0] ?? null,
      connecting: from !== null && there.has(from) ? from : null,
    };
  }, [ids, picked, from]);
  const choose = useCallback((next: readonly string[]) => setPicked(next), []);

  /** Returns the part after or before the one the keyboard stands on; while a flow is drawn, among elements alone. */
  const beside = (step: 1 | -1): string | null => {
    const elements = new Set(drawing.elements.map(({ id }) => id));
    const way = shown.connecting === null ? ids : ids.filter((id) => elements.has(id));
    if (shown.chosen.size === 0 && shown.connecting === null) return shown.current;
    const at = way.indexOf(shown.current ?? "");
    return way[Math.min(Math.max(at + step, 0), way.length - 1)] ?? null;
  };
  return { shown, ids, choose, beside, connectFrom: setFrom };
}
