"use client";
import { type ReactNode, useId } from "react";

interface PanelFieldProps {
  label: string;
  help?: string;
  /** Gets the id of its label, and the id that the label leads to. */
  children: (ids: { id: string; labelId: string }) => ReactNode;
  /** Several buttons or boxes rather than one control. */
  group?: boolean;
}

/** A field of the panel: its label, and what it is set with. */
export function PanelField({ label, help, group = false, children }: PanelFieldProps) {
  const id = useId();
  const labelId = `${id}-label`;
  const look = "block font-medium text-sm";
  return (
    <div className="grid gap-1">
      {group ? (
        <span id={labelId} className={look}>
          {label}
        </span>
      ) : (
        <label id={labelId} htmlFor={id} className={look}>
          {label}
        </label>
      )}
      {help ? <p className="text-ink-faint text-xs">{help}</p> : null}
      <div>{children({ id, labelId })}</div>
    </div>
  );
}
