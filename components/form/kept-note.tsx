"use client";
import type { ReactNode } from "react";
import type { KeptState as State, useKept } from "@/components/form/use-kept";
import { Button } from "@/components/ui/button";
import { InlineAlert } from "@/components/ui/inline-alert";

interface KeptNoteProps {
  kept: Pick<ReturnType<typeof useKept>, "state" | "problem" | "theirs" | "resolve" | "save">;
  /** As in "this draft". */
  noun: string;
  /** What one's own version has differently from theirs. */
  children: ReactNode;
}

/** What to do where what was written could not be kept: both versions where somebody else was quicker, else why. */
export function KeptNote({ kept, noun, children }: KeptNoteProps) {
  const { state, problem, theirs } = kept;
  if (state === "conflict" && theirs)
    return (
      <InlineAlert
        tone="warn"
        live
        title={`Somebody else changed this ${noun} while you were writing.`}
        actions={
          <>
            <Button onClick={() => kept.resolve("theirs")}>Take theirs</Button>
            <Button tone="primary" onClick={() => kept.resolve("mine")}>
              Keep mine
            </Button>
          </>
        }
      >
        <p>Nothing is lost yet. This is what yours has differently from theirs:</p>
        <div className="mt-2 max-h-80 overflow-auto text-ink">{children}</div>
      </InlineAlert>
    );
  if (state === "held" && problem)
    return (
      <InlineAlert
        tone="warn"
        title={problem.title}
        live
        actions={<Button onClick={() => void kept.save()}>Save now</Button>}
      >
        {problem.detail} What you wrote is kept in this tab, also over a reload.
      </InlineAlert>
    );
  return null;
}

/** In one word, whether what was written is on the server. */
export function KeptState({ state }: { state: State }) {
  const words = {
    saved: "Saved",
    writing: "Saving…",
    held: "Not saved",
    conflict: "Changed by somebody else",
  };
  return (
    <p role="status" className="text-ink-soft text-sm">
      {words[state]}
    </p>
  );
}
