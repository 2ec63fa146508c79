"use client";
import { useRouter } from "next/navigation";
import { useMemo, useRef, useState } from "react";
import { callApi } from "@/components/form/call-api";
import { toast } from "@/components/ui/toast";
import type { Column } from "@/lib/platform/register/column";

/** Which columns a person sees, in which order; kept on the server. */
export function useShownColumns(
  concept: string,
  columns: readonly Column[],
  saved: readonly string[] | null,
) {
  const initial = useMemo(
    () => columns.filter((column) => column.shown).map((column) => column.key),
    [columns],
  );
  const known = useMemo(() => new Set(columns.map((column) => column.key)), [columns]);
  const [shown, setShown] = useState<readonly string[]>(() => {
    const kept = (saved ?? []).filter((key) => known.has(key));
    return kept.length > 0 ? kept : initial;
  });
  const router = useRouter();
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);

  const change = (keys: readonly string[]) => {
    if (keys.length === 0) return;
    const more = keys.some((key) => !shown.includes(key));
    setShown(keys);
    clearTimeout(timer.current);
    timer.current = setTimeout(async () => {
      const result = await callApi({
        method: "PUT",
        url: `/api/v1/preferences/register.${concept}`,
        body: { value: keys },
      });
      if (!result.ok) toast.bad("Your choice of columns was not kept.", { detail: result.problem.detail });
      // The rows at hand may lack what was not shown when they were read.
      else if (more) router.refresh();
    }, 600);
  };
  return { shown, change, reset: () => change(initial) };
}
