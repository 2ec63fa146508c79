"use client";
import { ReactFlowProvider } from "@xyflow/react";
import { useEffect, useMemo } from "react";
import { KeptNote } from "@/components/form/kept-note";
import { toast } from "@/components/ui/toast";
import { partOf } from "@/lib/domain/threat-models/edit/rules";
import { Canvas } from "./canvas";
import { ConflictWords } from "./conflict-words";
import { onCanvasKey, onEditorKey } from "./keys";
import { Palette } from "./palette";
import { Panel } from "./panel";
import { savePicture } from "./save-picture";
import type { Stencil } from "./stencil";
import { Toolbar } from "./toolbar";
import { useActs } from "./use-acts";
import { useChoice } from "./use-choice";
import { type Stored, useDrawing } from "./use-drawing";
import { useFocus } from "./use-focus";

export interface EditorProps {
  id: string;
  reference: string;
  start: Stored;
  stencils: readonly Stencil[];
  editable: boolean;
}

/** Where the diagram of a threat model is drawn: by pointer, or with the keys alone. */
export default function Editor(props: EditorProps) {
  return (
    <ReactFlowProvider>
      <Desk {...props} />
    </ReactFlowProvider>
  );
}

function Desk({ id, reference, start, stencils: all, editable }: EditorProps) {
  const stencils = useMemo(() => new Map(all.map((one) => [one.id, one])), [all]);
  const work = useDrawing(id, start);
  const choice = useChoice(work.drawing);
  const { shown } = choice;
  const focus = useFocus(shown.current);
  const acts = useActs({ work, choice, focus, stencils, editable });
  const { kept, drawing } = work;
  const chosen = [...shown.chosen];
  const element = chosen.some((one) => partOf(drawing, one)?.kind === "element");
  // While a flow is drawn, the element that is pressed is its target.
  const choose = (ids: readonly string[]) => {
    const target = ids.find((one) => !shown.chosen.has(one) && partOf(drawing, one)?.kind === "element");
    if (shown.connecting !== null && target !== undefined) acts.join(shown.connecting, target);
    else choice.choose(ids);
  };
  const picture = async (format: "svg" | "png") => {
    try {
      if (!(await kept.save())) throw new Error("What you drew last is not saved yet. Try again when it is.");
      await savePicture(id, reference, format);
    } catch (problem) {
      toast.bad("There is no picture.", { detail: problem instanceof Error ? problem.message : "" });
    }
  };
  // Somebody who leaves the page takes nothing unsaved along: it is sent before.
  const { save } = kept;
  useEffect(() => {
    const now = () => void save();
    addEventListener("visibilitychange", now);
    return () => removeEventListener("visibilitychange", now);
  }, [save]);
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: the keys with Ctrl work wherever one is in the editor.
    <div ref={focus.root} onKeyDown={(event) => onEditorKey(event, acts.edit)} className="grid gap-3">
      <KeptNote kept={kept} noun="drawing">
        {kept.theirs ? <ConflictWords mine={drawing} theirs={kept.theirs.content} /> : null}
      </KeptNote>
      <p role="status" className="sr-only">
        {acts.said}
      </p>
      <div className="overflow-hidden rounded-xl border border-line bg-panel">
        <Toolbar
          editable={editable}
          state={kept.state}
          can={{ undo: work.canUndo, redo: work.canRedo, connect: element, remove: chosen.length > 0 }}
          act={{
            ...{ undo: acts.edit.undo, redo: acts.edit.redo, arrange: acts.arrange },
            ...{ connect: acts.keys.connectFrom, remove: acts.keys.remove },
            ...{ zoom: acts.keys.zoom, fit: acts.keys.fit },
            picture: (format) => void picture(format),
          }}
        />
        <div
          className={`grid lg:h-[calc(100vh-15rem)] lg:min-h-96 ${editable ? "lg:grid-cols-[14rem_minmax(0,1fr)_20rem]" : "lg:grid-cols-[minmax(0,1fr)_20rem]"}`}
        >
          {editable ? (
            <div className="max-h-60 overflow-y-auto border-line border-b lg:max-h-none lg:border-r lg:border-b-0">
              <Palette stencils={all} onAdd={acts.add} />
            </div>
          ) : null}
          <div className="relative h-[60vh] min-w-0 lg:h-full">
            <Canvas
              {...{ drawing, shown, stencils, editable }}
              onChoose={choose}
              onDrop={acts.drop}
              onConnect={acts.join}
              onKeyDown={(event) => onCanvasKey(event, acts.keys)}
            />
            {shown.connecting !== null ? (
              <p className="pointer-events-none absolute inset-x-0 bottom-3 mx-auto w-fit rounded-md bg-ink px-3 py-1 text-page text-sm">
                Choose where the flow leads: J or K, then Enter. Escape gives up.
              </p>
            ) : null}
          </div>
          <Panel
            {...{ drawing, stencils, editable, chosen: shown.chosen }}
            onStep={work.step}
            onLeave={() => {
              focus.onCanvas();
              choice.choose(chosen);
            }}
          />
        </div>
      </div>
    </div>
  );
}
