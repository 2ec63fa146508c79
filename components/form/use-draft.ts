"use client";
import { useCallback, useEffect, useRef, useState } from "react";
import type { UseFormReturn } from "react-hook-form";
import { changedFields, type FormField, type FormValues } from "@/components/form/form-values";

interface Draft {
  at: number;
  /** The version the writer had seen, so that a change made meanwhile still shows as a conflict. */
  version: number | null;
  values: FormValues;
  /** What those fields held before. */
  before: FormValues;
}

interface Place {
  key: string;
  fields: readonly FormField[];
  base: FormValues;
  version: number | null;
}

/** Keeps what was typed in this tab until it is saved: it survives a reload, a crash and an expired session. */
export function useDraft(
  form: UseFormReturn<FormValues>,
  place: Place,
  onRestore: (seen: { version: number | null; values: FormValues }) => void,
) {
  const { key, fields } = place;
  const latest = useRef(place);
  useEffect(() => {
    latest.current = place;
  });
  const [restoredAt, setRestoredAt] = useState<number | null>(null);
  const clear = useCallback(() => {
    setRestoredAt(null);
    sessionStorage.removeItem(key);
  }, [key]);

  // biome-ignore lint/correctness/useExhaustiveDependencies: a draft is restored once, when the form appears.
  useEffect(() => {
    const draft = read(key);
    if (!draft) return;
    const known = fields.filter((field) => field.key in draft.values);
    for (const field of known) form.setValue(field.key, draft.values[field.key] ?? null);
    if (known.length === 0) return;
    setRestoredAt(draft.at);
    onRestore({ version: draft.version, values: draft.before });
  }, [key]);

  useEffect(() => {
    let timer: ReturnType<typeof setTimeout> | undefined;
    let unsaved: FormValues | undefined;
    const save = (now: FormValues) => {
      const { fields, base, version } = latest.current;
      const changed = changedFields(fields, base, now);
      if (changed.length === 0) return sessionStorage.removeItem(key);
      const of = (held: FormValues) =>
        Object.fromEntries(changed.map((field) => [field.key, held[field.key] ?? null]));
      sessionStorage.setItem(
        key,
        JSON.stringify({ at: Date.now(), version, values: of(now), before: of(base) } satisfies Draft),
      );
    };
    // Whoever leaves at once after typing loses nothing either.
    const saveNow = () => {
      clearTimeout(timer);
      if (unsaved) save(unsaved);
      unsaved = undefined;
    };
    const stop = form.subscribe({
      formState: { values: true },
      callback: ({ values }) => {
        clearTimeout(timer);
        unsaved = structuredClone(values);
        timer = setTimeout(saveNow, 250);
      },
    });
    window.addEventListener("pagehide", saveNow);
    return () => {
      window.removeEventListener("pagehide", saveNow);
      saveNow();
      stop();
    };
  }, [form, key]);

  return { restoredAt, clear };
}

function read(key: string): Draft | undefined {
  try {
    return JSON.parse(sessionStorage.getItem(key) ?? "null") ?? undefined;
  } catch {
    return undefined;
  }
}
