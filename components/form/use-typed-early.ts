"use client";
import { useEffect } from "react";

/**
 * Takes over what somebody typed or chose in the server's page before the form came alive: the browser shows it, the
 * form does not know it yet and would wipe it away.
 */
export function useTypedEarly(id: string, value: string, take: (typed: string) => void): void {
  // biome-ignore lint/correctness/useExhaustiveDependencies: it can only happen before the first effect.
  useEffect(() => {
    const typed = typedInto(id);
    if (typed !== undefined && typed !== value) take(typed);
  }, []);
}

function typedInto(id: string): string | undefined {
  const control = document.getElementById(id);
  if (control instanceof HTMLTextAreaElement || control instanceof HTMLSelectElement) return control.value;
  if (!(control instanceof HTMLInputElement)) return undefined;
  if (control.type === "checkbox") return undefined;
  if (control.type !== "radio") return control.value;
  return document.querySelector<HTMLInputElement>(`input[name="${CSS.escape(id)}"]:checked`)?.value;
}
