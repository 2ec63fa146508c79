"use client";
import { useEffect } from "react";

/** Brings the reader to one field of the form beside it, as a gap promised. */
export function FocusField({ name }: { name: string }) {
  useEffect(() => {
    const field = document.querySelector<HTMLElement>(`form [id$="-${CSS.escape(name)}"]`);
    field?.focus({ preventScroll: true });
    field?.scrollIntoView({ block: "center" });
  }, [name]);
  return null;
}
