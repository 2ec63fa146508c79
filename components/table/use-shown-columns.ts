"use client";
import { useRouter } from "next/navigation";
import { useQueryState } from "nuqs";
import { useMemo, useRef, useState } from "react";
import { callApi } from "@/components/form/call-api";
import { toast } from "@/components/ui/toast";
import type { Column } from "@/lib/platform/register/column";

/** Which columns a person sees, in which order: those that the address names, as a view does, or those kept on the server. */
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
  const [named, setNamed] = useQueryState("columns", { shallow: false, history: "replace" });
  const ofAddress = useMemo(() => (named ?? "").split(",").filter((key) => known.has(key)), [named, known]);
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);

  const change = (keys: readonly string[]) => {
    if (keys.length === 0) return;
    if (ofAddress.length > 0) return void setNamed(keys.join(","));
    setShown(keys);
    clearTimeout(timer.current);
    timer.current = setTimeout(async () => {
      const result = await callApi({
        method: "PUT",
        url: `/api/v1/preferences/register.${concept}`,
        body: { value: keys },
      });
      if (!result.ok) toast.bad("Your choice of columns was not kept.", { detail: result.problem.detail });
      // The rows at hand may lack what was not shown when they were read, and a view is kept with what is shown.
      else router.refresh();
    }, 600);
  };
  return { shown: ofAddress.length > 0 ? ofAddress : shown, change, reset: () => change(initial) };
}
