"use client";
import { useEffect, useRef } from "react";
import { choosable } from "@/lib/domain/assessments/templates/answers/rules";
import type { Answer } from "@/lib/domain/assessments/templates/rules";
import type { Question } from "@/lib/domain/assessments/templates/schema";
import { chosenWith } from "./value-control";

interface Keys {
  /** The one question on the screen; none where a whole section is. */
  question: Question | undefined;
  answer: Answer | undefined;
  give: (answer: Answer | null) => void;
  next: () => void;
  before: () => void;
}

/** Lets keys answer and go on: 1 to 9 choose, u is "I don't know", Enter and j go on, k goes back; never while somebody types. */
export function useKeys(keys: Keys): void {
  const held = useRef(keys);
  useEffect(() => {
    held.current = keys;
  });
  useEffect(() => {
    const press = (event: KeyboardEvent) => {
      if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey || isWriting(event.target))
        return;
      const { question, answer, give, next, before } = held.current;
      const onButton = event.target instanceof HTMLElement && event.target.matches("button, a, summary");
      if (event.key === "j" || (event.key === "Enter" && !onButton)) next();
      else if (event.key === "k") before();
      else if (question && event.key === "u") give({ kind: "unknown" });
      else if (question && /^[1-9]$/.test(event.key)) {
        const one = choosable(question)?.[Number(event.key) - 1];
        if (!one) return;
        const chosen = answer?.kind === "value" ? [answer.value].flat().map(String) : [];
        const value = chosenWith(question, chosen, one.value);
        give(value === null ? null : { kind: "value", value });
      } else return;
      event.preventDefault();
    };
    addEventListener("keydown", press);
    return () => removeEventListener("keydown", press);
  }, []);
}

function isWriting(target: EventTarget | null): boolean {
  if (!(target instanceof HTMLElement)) return false;
  return (
    target.matches("input:not([type=checkbox]):not([type=radio]), textarea, select, [contenteditable]") ||
    document.querySelector('[role="dialog"], [role="menu"], [role="listbox"]') !== null
  );
}
