"use client";
import type { KeyboardEvent } from "react";
import type { Position } from "@/lib/domain/threat-models/edit/schema";

/** What the keys do; each is also a button, a field or the pointer somewhere. */
export interface Acts {
  /** Goes to the next or previous part; with `add`, what was chosen stays chosen. */
  walk: (step: 1 | -1, add: boolean) => void;
  walkTo: (end: "first" | "last") => void;
  shift: (by: Position) => void;
  open: () => void;
  addOne: () => void;
  connectFrom: () => void;
  escape: () => void;
  remove: () => void;
  all: () => void;
  fit: () => void;
  zoom: (step: 1 | -1) => void;
}

const near = 10;
const far = 50;
const arrows: Record<string, Position> = {
  ArrowLeft: { x: -1, y: 0 },
  ArrowRight: { x: 1, y: 0 },
  ArrowUp: { x: 0, y: -1 },
  ArrowDown: { x: 0, y: 1 },
};

/** Returns what a pressed key does on the canvas; null for a key that does nothing there. */
function actOf({ key, shiftKey }: KeyboardEvent, acts: Acts): (() => void) | null {
  const arrow = arrows[key];
  const step = shiftKey ? far : near;
  if (arrow) return () => acts.shift({ x: arrow.x * step, y: arrow.y * step });
  switch (key.length === 1 ? key.toLowerCase() : key) {
    case "j":
      return () => acts.walk(1, shiftKey);
    case "k":
      return () => acts.walk(-1, shiftKey);
    case "Home":
      return () => acts.walkTo("first");
    case "End":
      return () => acts.walkTo("last");
    case "Enter":
      return acts.open;
    case "a":
      return acts.addOne;
    case "c":
      return acts.connectFrom;
    case "Escape":
      return acts.escape;
    case "Delete":
    case "Backspace":
      return acts.remove;
    case "f":
      return acts.fit;
    case "+":
    case "=":
      return () => acts.zoom(1);
    case "-":
      return () => acts.zoom(-1);
    default:
      return null;
  }
}

/** Does what a key pressed on the canvas stands for, and keeps it from the browser. */
export function onCanvasKey(event: KeyboardEvent, acts: Acts): void {
  if (event.altKey) return;
  const command = event.ctrlKey || event.metaKey;
  const act = command ? (event.key === "a" ? acts.all : null) : actOf(event, acts);
  if (!act) return;
  event.preventDefault();
  event.stopPropagation();
  act();
}

/** What works anywhere in the editor. */
export interface EditActs {
  undo: () => void;
  redo: () => void;
  copy: () => void;
  cut: () => void;
  paste: () => void;
  twice: () => void;
}

/** Does what a key with Ctrl or ⌘ stands for; copying within a field copies its text, as everywhere. */
export function onEditorKey(event: KeyboardEvent, acts: EditActs): void {
  if (!(event.ctrlKey || event.metaKey) || event.altKey) return;
  const typing = (event.target as HTMLElement).closest("input, textarea, select") !== null;
  const key = event.key.toLowerCase();
  const act =
    key === "z"
      ? event.shiftKey
        ? acts.redo
        : acts.undo
      : key === "y"
        ? acts.redo
        : typing
          ? null
          : clipAct(key, acts);
  if (!act) return;
  event.preventDefault();
  act();
}

function clipAct(key: string, { copy, cut, paste, twice }: EditActs): (() => void) | null {
  return (
    new Map([
      ["c", copy],
      ["x", cut],
      ["v", paste],
      ["d", twice],
    ]).get(key) ?? null
  );
}
