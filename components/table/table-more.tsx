"use client";
import { type RefObject, useEffect, useRef } from "react";
import type { useRegisterRows } from "@/components/table/use-register-rows";
import { Button } from "@/components/ui/button";

interface TableMoreProps {
  loaded: ReturnType<typeof useRegisterRows>;
  span: number;
  noun: { one: string; many: string };
  scroller: RefObject<HTMLElement | null>;
}

/** The end of what is loaded: fetches the next page as it comes near, and can be pressed. */
export function TableMore({ loaded, span, noun, scroller }: TableMoreProps) {
  const end = useRef<HTMLTableRowElement>(null);
  const { state, loadMore } = loaded;
  useEffect(() => {
    if (!end.current || state !== "idle") return;
    const watcher = new IntersectionObserver(([entry]) => entry?.isIntersecting && void loadMore(), {
      root: scroller.current,
      rootMargin: "600px",
    });
    watcher.observe(end.current);
    return () => watcher.disconnect();
  }, [state, loadMore, scroller]);
  return (
    <tr ref={end}>
      <td colSpan={span} className="h-12 px-4 text-ink-faint">
        <span className="sticky left-4 inline-flex items-center gap-3">
          {state === "failed" ? <span role="alert">More {noun.many} could not be loaded.</span> : null}
          <Button size="sm" pending={state === "loading"} onClick={() => void loadMore()}>
            {state === "failed" ? "Try again" : "Load more"}
          </Button>
        </span>
      </td>
    </tr>
  );
}
