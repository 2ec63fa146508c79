"use client";
import { useReactFlow } from "@xyflow/react";
import { useCallback, useEffect, useRef } from "react";

type Wanted = "canvas" | "name" | "kept";

/** Puts the focus where the next key is to work, once what was asked for is drawn. */
export function useFocus(current: string | null) {
  const root = useRef<HTMLDivElement>(null);
  const wanted = useRef<Wanted | null>(null);
  const flow = useReactFlow();
  useEffect(() => {
    const [to, frame] = [wanted.current, root.current];
    if (!to || !frame) return;
    wanted.current = null;
    const find = (selector: string) => frame.querySelector<HTMLElement>(selector);
    if (to === "name") {
      const field = frame.querySelector<HTMLInputElement>("[data-part-name]");
      field?.focus();
      return field?.select();
    }
    const canvas = find("[data-canvas]");
    if (to === "kept")
      return void requestAnimationFrame(() => {
        if (document.activeElement === document.body) canvas?.focus({ preventScroll: true });
      });
    // What is new is drawn a moment later than everything else.
    const go = (left: number) => {
      const part = current === null ? null : find(`[data-canvas] [data-id="${CSS.escape(current)}"]`);
      if (!part && current !== null && left > 0) return void requestAnimationFrame(() => go(left - 1));
      (part ?? canvas)?.focus({ preventScroll: true });
      if (!part || !canvas || within(part, canvas)) return;
      const { x, y } = flow.screenToFlowPosition(middleOf(part.getBoundingClientRect()));
      void flow.setCenter(x, y, { zoom: flow.getZoom() });
    };
    go(20);
  });
  const ask = useCallback((to: Wanted) => {
    wanted.current = to;
  }, []);
  return {
    root,
    onCanvas: useCallback(() => ask("canvas"), [ask]),
    /** Keeps it in the editor where the part that had it may go. */
    onWhatIsLeft: useCallback(() => ask("kept"), [ask]),
    onName: useCallback(() => ask("name"), [ask]),
    onPalette: useCallback(() => {
      root.current?.querySelector<HTMLElement>("[data-palette]")?.focus();
    }, []),
    size: useCallback(
      () => root.current?.querySelector("[data-canvas]")?.getBoundingClientRect() ?? { width: 0, height: 0 },
      [],
    ),
  };
}

function middleOf({ x, y, width, height }: DOMRect): { x: number; y: number } {
  return { x: x + width / 2, y: y + height / 2 };
}

function within(part: Element, canvas: Element): boolean {
  const [one, all] = [part.getBoundingClientRect(), canvas.getBoundingClientRect()];
  const { x, y } = middleOf(one);
  return x >= all.left && x <= all.right && y >= all.top && y <= all.bottom;
}
