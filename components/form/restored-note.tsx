"use client";
import { useZone } from "@/components/ui/zone";
import { zoned } from "@/lib/platform/time/zoned";

/** Says quietly that what stands here was typed earlier and never saved. */
export function RestoredNote({ at, onDiscard }: { at: number; onDiscard: () => void }) {
  const zone = useZone();
  return (
    <p role="status" className="text-ink-soft text-sm">
      Your unsaved work of {zoned(at, zone).clock} is back in place.{" "}
      <button
        type="button"
        onClick={onDiscard}
        className="rounded-sm font-medium text-accent hover:underline"
      >
        Discard it
      </button>
    </p>
  );
}
