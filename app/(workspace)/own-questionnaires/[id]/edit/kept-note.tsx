"use client";
import { Button } from "@/components/ui/button";
import { InlineAlert } from "@/components/ui/inline-alert";
import { compareTemplates } from "@/lib/domain/assessments/templates/compare/rules";
import { TemplateChanges } from "../../template-changes";
import type { useKeptDraft } from "./use-kept-draft";

type Kept = ReturnType<typeof useKeptDraft>;

/** Where what is written stands, and what to do where it could not be kept. */
export function KeptNote({ kept }: { kept: Kept }) {
  const { state, problem, theirs, content } = kept;
  if (state === "conflict" && theirs)
    return (
      <InlineAlert
        tone="warn"
        live
        title="Somebody else changed this draft while you were writing."
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
        <div className="mt-2 max-h-80 overflow-auto text-ink">
          <TemplateChanges changes={compareTemplates(theirs.content, content)} />
        </div>
      </InlineAlert>
    );
  if (state === "held" && problem)
    return (
      <InlineAlert
        tone="warn"
        title={problem.title}
        live
        actions={<Button onClick={kept.save}>Save now</Button>}
      >
        {problem.detail} What you wrote is kept in this tab, also over a reload.
      </InlineAlert>
    );
  return null;
}

/** In one word, whether what was written is on the server. */
export function KeptState({ state }: { state: Kept["state"] }) {
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
