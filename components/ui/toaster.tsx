"use client";
import { X } from "lucide-react";
import { useEffect, useState, useSyncExternalStore } from "react";
import { type Toast, toastStore } from "@/components/ui/toast";
import { ToneShape } from "@/components/ui/tone-shape";

const none: readonly Toast[] = [];

/**
 * Draws the toasts, read aloud politely. Ours rather than sonner's: that one puts a style element without a nonce
 * into the page, which the content security policy refuses.
 */
export function Toaster() {
  const toasts = useSyncExternalStore(toastStore.subscribe, toastStore.read, () => none);
  const [held, setHeld] = useState(false);
  return (
    <section
      aria-label="Messages"
      aria-live="polite"
      onPointerEnter={() => setHeld(true)}
      onPointerLeave={() => setHeld(false)}
      onFocus={() => setHeld(true)}
      onBlur={() => setHeld(false)}
      className="pointer-events-none fixed right-0 bottom-0 z-60 grid w-full max-w-96 gap-2 p-4"
    >
      {toasts.map((one) => (
        <ToastCard key={one.id} toast={one} held={held} />
      ))}
    </section>
  );
}

const colours = {
  neutral: "",
  info: "text-info",
  good: "text-good",
  warn: "text-warn",
  bad: "text-bad",
  critical: "text-critical",
};

function ToastCard({ toast, held }: { toast: Toast; held: boolean }) {
  const { id, tone } = toast;
  const lasting = tone === "bad" ? 12_000 : 5_000;
  useEffect(() => {
    if (held) return;
    const timer = setTimeout(() => toastStore.dismiss(id), lasting);
    return () => clearTimeout(timer);
  }, [id, held, lasting]);
  return (
    <div className="pointer-events-auto flex animate-rise items-start gap-2.5 rounded-lg bg-raised py-2.5 pr-2 pl-3 shadow-pop">
      <span className={`flex h-[1.375rem] items-center ${colours[tone]}`}>
        <ToneShape tone={tone} className="size-3" />
      </span>
      <div className="min-w-0 flex-1 break-words">
        <p className="font-medium">{toast.title}</p>
        {toast.detail ? <p className="text-ink-soft text-sm">{toast.detail}</p> : null}
        {toast.link ? (
          <a
            href={toast.link.href}
            target={toast.link.newTab ? "_blank" : undefined}
            className="font-medium text-accent text-sm hover:underline"
          >
            {toast.link.label}
          </a>
        ) : null}
      </div>
      <button
        type="button"
        aria-label="Dismiss"
        onClick={() => toastStore.dismiss(id)}
        className="rounded-sm p-1 text-ink-faint hover:bg-sunken hover:text-ink"
      >
        <X aria-hidden="true" className="size-3.5" />
      </button>
    </div>
  );
}
