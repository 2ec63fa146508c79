"use client";
import { useSearchParams } from "next/navigation";
import { debounce, parseAsString, useQueryStates } from "nuqs";
import { useCallback, useMemo, useTransition } from "react";
import type { Column } from "@/lib/platform/register/column";

/** What a register shows, as its address says it, and the ways to change it. */
export interface RegisterQuery {
  q: string;
  sort: string | null;
  /** Column key → filter, as the REST door reads it. */
  filters: Record<string, string>;
  filtered: boolean;
  /** The query of the rows on screen, for the REST door; without and with the order. */
  narrowed: string;
  listed: string;
  pending: boolean;
  setSearch: (q: string) => void;
  setSort: (sort: string | null) => void;
  setFilter: (key: string, value: string | null, wait?: boolean) => void;
  clear: () => void;
}

/** Reads and writes the address: a link is a view. Each change asks the server for a new first page. */
export function useRegisterQuery(
  columns: readonly Column[],
  ownFilters: readonly string[],
  asOf?: string,
): RegisterQuery {
  const [pending, startTransition] = useTransition();
  const keys = useMemo(
    () => [...columns.filter((column) => column.filter).map((column) => column.key), ...ownFilters],
    [columns, ownFilters],
  );
  const parsers = useMemo(
    () => Object.fromEntries(["q", "sort", ...keys].map((key) => [key, parseAsString])),
    [keys],
  );
  const [values, setValues] = useQueryStates(parsers, {
    shallow: false,
    history: "replace",
    startTransition,
  });
  const params = useSearchParams();

  const set = useCallback(
    (key: string, value: string | null, wait: boolean) =>
      void setValues({ [key]: value || null }, wait ? { limitUrlUpdates: debounce(value ? 250 : 0) } : {}),
    [setValues],
  );
  const filters = Object.fromEntries(keys.flatMap((key) => (values[key] ? [[key, values[key]]] : [])));
  const day = asOf ? ["asOf"] : [];
  const narrowed = only(params, ["q", ...day, ...keys]);
  return {
    q: values.q ?? "",
    sort: values.sort ?? null,
    filters,
    filtered: Boolean(values.q) || Object.keys(filters).length > 0,
    narrowed,
    listed: only(params, ["q", "sort", ...day, ...keys]),
    pending,
    setSearch: (q) => set("q", q, true),
    setSort: (sort) => set("sort", sort, false),
    setFilter: (key, value, wait = false) => set(key, value, wait),
    clear: () => void setValues(Object.fromEntries(["q", ...keys].map((key) => [key, null]))),
  };
}

function only(params: URLSearchParams, keys: readonly string[]): string {
  const kept = new URLSearchParams();
  for (const key of keys) {
    const value = params.get(key);
    if (value) kept.set(key, value);
  }
  return kept.toString();
}
