import type { Tone } from "@/lib/platform/schema/field";

export interface Toast {
  id: number;
  tone: Tone;
  title: string;
  detail?: string;
  link?: { href: string; label: string; newTab?: boolean };
}

type More = Pick<Toast, "detail" | "link">;

let toasts: readonly Toast[] = [];
let nextId = 1;
const listeners = new Set<() => void>();

function change(to: readonly Toast[]) {
  toasts = to;
  for (const listener of listeners) listener();
}

function show(tone: Tone, title: string, more: More = {}) {
  change([...toasts.slice(-3), { id: nextId++, tone, title, ...more }]);
}

/** Short news about something the person just did. Problems that need work belong beside their field instead. */
export const toast = {
  good: (title: string, more?: More) => show("good", title, more),
  bad: (title: string, more?: More) => show("bad", title, more),
  info: (title: string, more?: More) => show("info", title, more),
};

/** What the toaster draws; a store for `useSyncExternalStore`. */
export const toastStore = {
  subscribe(listener: () => void) {
    listeners.add(listener);
    return () => void listeners.delete(listener);
  },
  read: () => toasts,
  dismiss: (id: number) => change(toasts.filter((one) => one.id !== id)),
};
