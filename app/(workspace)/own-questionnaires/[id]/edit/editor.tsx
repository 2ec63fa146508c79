"use client";
import { useEffect, useRef, useState } from "react";
import { KeptNote, KeptState } from "@/components/form/kept-note";
import { Section } from "@/components/layout/section";
import { Segmented } from "@/components/ui/segmented";
import { compareTemplates } from "@/lib/domain/assessments/templates/compare/rules";
import {
  addQuestion,
  addSection,
  moved,
  type Place,
  removed,
  repeatQuestion,
} from "@/lib/domain/assessments/templates/edit/rules";
import type { Answer } from "@/lib/domain/assessments/templates/rules";
import type { Template } from "@/lib/domain/assessments/templates/schema";
import { Preview } from "../../../questionnaires/[key]/preview";
import { QuestionTrial } from "../../../questionnaires/[key]/question-trial";
import { TemplateChanges } from "../../template-changes";
import { MissingList } from "./missing-list";
import { Outline } from "./outline";
import { PlaceActs } from "./place-acts";
import { PlaceForm, placeTitle } from "./place-form";
import type { Pointers } from "./pointers";
import { type KeptDraft, useKeptDraft } from "./use-kept-draft";

interface EditorProps {
  id: string;
  start: KeptDraft;
  pointers: Pointers;
  titles: Record<string, string>;
  /** What is opened first. */
  place: Place | null;
}

const views = [
  { value: "write", label: "Write" },
  { value: "try", label: "Try it out" },
];

/** Where a questionnaire is written: its outline, what is open of it, how that looks, and the whole to try out. */
export function Editor({ id, start, pointers, titles, place: first }: EditorProps) {
  const kept = useKeptDraft(id, start);
  const { content: draft, faults, write } = kept;
  const [place, setPlace] = useState(first);
  const [trial, setTrial] = useState<Answer | undefined>(undefined);
  const [view, setView] = useState("write");
  const focus = useRef<string | null>(null);
  const form = useRef<HTMLDivElement>(null);
  // A thing that moved keeps the focus, so that it can be moved on; what is opened has its first field ready.
  useEffect(() => {
    const wanted = focus.current;
    focus.current = null;
    if (wanted === "form") form.current?.querySelector<HTMLElement>("input, textarea, select")?.focus();
    else if (wanted !== null) document.querySelector<HTMLElement>(`[data-place="${wanted}"]`)?.focus();
  });
  const open = (next: Place | null) => {
    focus.current = "form";
    setTrial(undefined);
    setPlace(next);
    setView("write");
  };
  const done = (next: { draft: Template; place: Place }) => {
    write(next.draft);
    open(next.place);
  };
  const move = (from: Place, step: -1 | 1, stay: boolean) => {
    const next = moved(draft, from, step);
    write(next.draft);
    setPlace(next.place);
    if (stay)
      focus.current = [next.place.section, next.place.question].filter((one) => one !== undefined).join(".");
  };
  const question = place && draft.sections[place.section]?.questions[place.question ?? -1];
  const nothing = place !== null && !draft.sections[place.section];
  const shown = nothing ? null : place;
  return (
    <div className="grid gap-4">
      <div className="flex flex-wrap items-center justify-between gap-3">
        <Segmented name="view" label="What is shown" value={view} segments={views} onChange={setView} />
        <KeptState state={kept.state} />
      </div>
      <KeptNote kept={kept} noun="draft">
        {kept.theirs ? <TemplateChanges changes={compareTemplates(kept.theirs.content, draft)} /> : null}
      </KeptNote>
      {view === "try" ? (
        <Preview template={draft} titles={titles} />
      ) : (
        <div className="grid items-start gap-4 lg:grid-cols-[17rem_minmax(0,1fr)]">
          <div className="lg:sticky lg:top-16 lg:max-h-[calc(100vh-5rem)] lg:overflow-y-auto">
            <Outline
              draft={draft}
              place={shown}
              faults={faults}
              onOpen={open}
              onMove={(from, step) => move(from, step, true)}
              onAddSection={() => done(addSection(draft, shown?.section ?? draft.sections.length - 1))}
            />
          </div>
          <div className="grid min-w-0 gap-4">
            <Section
              title={placeTitle(draft, shown)}
              actions={
                shown ? (
                  <PlaceActs
                    place={shown}
                    onMove={(step) => move(shown, step, false)}
                    onAdd={() => done(addQuestion(draft, shown))}
                    onRepeat={() => done(repeatQuestion(draft, shown))}
                    onRemove={() => {
                      write(removed(draft, shown));
                      open(shown.question === undefined ? null : { section: shown.section });
                    }}
                  />
                ) : null
              }
            >
              <div ref={form} key={shown ? `${shown.section}.${shown.question}` : "head"}>
                <PlaceForm draft={draft} place={shown} pointers={pointers} onChange={write} />
              </div>
            </Section>
            {question ? (
              <Section title="How it looks">
                <QuestionTrial question={question} titles={titles} answer={trial} onAnswer={setTrial} />
              </Section>
            ) : null}
            <MissingList faults={faults} onOpen={open} />
          </div>
        </div>
      )}
    </div>
  );
}
