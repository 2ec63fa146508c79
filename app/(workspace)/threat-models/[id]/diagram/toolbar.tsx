"use client";
import {
  ArrowRight,
  Download,
  LayoutGrid,
  Maximize,
  Redo2,
  Trash2,
  Undo2,
  ZoomIn,
  ZoomOut,
} from "lucide-react";
import { KeptState } from "@/components/form/kept-note";
import type { KeptState as State } from "@/components/form/use-kept";
import { buttonLook } from "@/components/ui/button-look";
import { IconButton } from "@/components/ui/icon-button";
import { Menu } from "@/components/ui/menu";

interface ToolbarProps {
  editable: boolean;
  state: State;
  can: { undo: boolean; redo: boolean; connect: boolean; remove: boolean };
  act: {
    undo: () => void;
    redo: () => void;
    connect: () => void;
    remove: () => void;
    arrange: () => void;
    zoom: (step: 1 | -1) => void;
    fit: () => void;
    picture: (format: "svg" | "png") => void;
  };
}

const icon = { "aria-hidden": true, className: "size-4" } as const;

/** What can be done with the drawing as a whole and with what is chosen; each has a key as well. */
export function Toolbar({ editable, state, can, act }: ToolbarProps) {
  return (
    <div
      role="toolbar"
      aria-label="Drawing"
      className="flex flex-wrap items-center gap-1 border-line border-b p-1.5"
    >
      {editable ? (
        <>
          <IconButton label="Undo" disabled={!can.undo} onClick={act.undo}>
            <Undo2 {...icon} />
          </IconButton>
          <IconButton label="Redo" disabled={!can.redo} onClick={act.redo}>
            <Redo2 {...icon} />
          </IconButton>
          <Gap />
          <IconButton label="Connect" disabled={!can.connect} onClick={act.connect}>
            <ArrowRight {...icon} />
          </IconButton>
          <IconButton label="Delete" disabled={!can.remove} onClick={act.remove}>
            <Trash2 {...icon} />
          </IconButton>
          <IconButton label="Lay out anew" onClick={act.arrange}>
            <LayoutGrid {...icon} />
          </IconButton>
          <Gap />
        </>
      ) : null}
      <IconButton label="Zoom out" onClick={() => act.zoom(-1)}>
        <ZoomOut {...icon} />
      </IconButton>
      <IconButton label="Zoom in" onClick={() => act.zoom(1)}>
        <ZoomIn {...icon} />
      </IconButton>
      <IconButton label="Show all" onClick={act.fit}>
        <Maximize {...icon} />
      </IconButton>
      <Gap />
      <Menu
        label="Save picture"
        trigger={<Download className="size-4" />}
        triggerLook={buttonLook("quiet", "md", true)}
        align="start"
        items={[
          { label: "As SVG", onSelect: () => act.picture("svg") },
          { label: "As PNG", onSelect: () => act.picture("png") },
        ]}
      />
      {editable ? (
        <div className="ml-auto pr-1.5">
          <KeptState state={state} />
        </div>
      ) : null}
    </div>
  );
}

function Gap() {
  return <span aria-hidden="true" className="mx-1 h-5 border-line border-l" />;
}
