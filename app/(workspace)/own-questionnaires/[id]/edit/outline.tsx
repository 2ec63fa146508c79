"use client";
import { Plus } from "lucide-react";
import type { KeyboardEvent } from "react";
import { Button } from "@/components/ui/button";
import type { Fault } from "@/lib/domain/assessments/templates/check";
import type { Place } from "@/lib/domain/assessments/templates/edit/rules";
import type { Template } from "@/lib/domain/assessments/templates/schema";

interface OutlineProps {
  draft: Template;
  /** Null for the questionnaire as a whole. */
  place: Place | null;
  faults: readonly Fault[];
  onOpen: (place: Place | null) => void;
  onMove: (place: Place, step: -1 | 1) => void;
  onAddSection: () => void;
}

const line =
  "focus-inset flex w-full items-baseline gap-2 rounded-md px-2 py-1 text-left text-sm hover:bg-hover aria-[current=true]:bg-sunken aria-[current=true]:font-medium";

/** The questionnaire as a list of its sections, and of the questions of the one that is open. Alt with an arrow key moves. */
export function Outline({ draft, place, faults, onOpen, onMove, onAddSection }: OutlineProps) {
  const missing = (section?: number, question?: number) =>
    faults.filter((one) => one.section === section && (question === undefined || one.question === question))
      .length;
  const keys = (at: Place) => (event: KeyboardEvent) => {
    if (!event.altKey || (event.key !== "ArrowUp" && event.key !== "ArrowDown")) return;
    event.preventDefault();
    onMove(at, event.key === "ArrowUp" ? -1 : 1);
  };
  return (
    <nav aria-label="Outline" className="grid content-start gap-1">
      <p className="px-2 text-ink-faint text-xs">Alt + ↑ or ↓ moves a section or question.</p>
      <button type="button" aria-current={place === null} className={line} onClick={() => onOpen(null)}>
        <span className="min-w-0 flex-1">The questionnaire</span>
        <Missing count={missing()} />
      </button>
      <ol className="grid gap-1">
        {draft.sections.map((section, at) => {
          const open = place?.section === at;
          const here = open && place.question === undefined;
          return (
            // biome-ignore lint/suspicious/noArrayIndexKey: a key may be there twice while it is written.
            <li key={at}>
              <button
                type="button"
                aria-current={here}
                aria-expanded={open}
                data-place={`${at}`}
                className={line}
                onClick={() => onOpen({ section: at })}
                onKeyDown={keys({ section: at })}
              >
                <span className="text-ink-faint tabular-nums">{at + 1}</span>
                <span className="min-w-0 flex-1 break-words">
                  {section.title || "Section without a title"}
                </span>
                <Missing count={missing(at)} />
              </button>
              {open ? (
                <ol className="ml-4 grid gap-0.5 border-line border-l pl-1">
                  {section.questions.map((question, index) => (
                    // biome-ignore lint/suspicious/noArrayIndexKey: a key may be there twice while it is written.
                    <li key={index}>
                      <button
                        type="button"
                        aria-current={place.question === index}
                        data-place={`${at}.${index}`}
                        className={line}
                        onClick={() => onOpen({ section: at, question: index })}
                        onKeyDown={keys({ section: at, question: index })}
                      >
                        <span className="min-w-0 flex-1 break-words">
                          {question.label || "Question without words"}
                        </span>
                        <Missing count={missing(at, index)} />
                      </button>
                    </li>
                  ))}
                </ol>
              ) : null}
            </li>
          );
        })}
      </ol>
      <div className="px-2 pt-1">
        <Button
          size="sm"
          reason={draft.sections.length >= 30 ? "There are at most 30 sections." : undefined}
          onClick={onAddSection}
        >
          <Plus aria-hidden="true" className="size-4" />
          Add section
        </Button>
      </div>
    </nav>
  );
}

function Missing({ count }: { count: number }) {
  if (count === 0) return null;
  return (
    <span className="shrink-0 rounded-full bg-warn-soft px-1.5 text-ink text-xs">
      {count} <span className="sr-only">missing</span>
    </span>
  );
}
