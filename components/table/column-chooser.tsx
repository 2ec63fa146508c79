"use client";
import { ArrowDown, ArrowUp, GripVertical } from "lucide-react";
import { useState } from "react";
import { buttonLook } from "@/components/ui/button-look";
import { Checkbox } from "@/components/ui/checkbox";
import type { Column } from "@/lib/platform/register/column";

export interface ColumnChooserProps {
  columns: readonly Column[];
  shown: readonly string[];
  onShow: (keys: readonly string[]) => void;
  onReset: () => void;
}

/** Which columns to show and in which order: by dragging, or by the arrows. Loaded when first opened. */
export default function ColumnChooser({ columns, shown, onShow, onReset }: ColumnChooserProps) {
  const [dragged, setDragged] = useState<string | null>(null);
  const [over, setOver] = useState<string | null>(null);
  const byKey = new Map(columns.map((column) => [column.key, column]));
  const rest = columns.filter((column) => !shown.includes(column.key));
  const move = (key: string, to: number) => {
    const others = shown.filter((one) => one !== key);
    onShow([...others.slice(0, to), key, ...others.slice(to)]);
  };
  return (
    <div className="w-72">
      <div className="sticky top-0 z-1 flex items-center justify-between gap-2 bg-raised px-3 pt-2 pb-1">
        <h2 className="font-medium text-sm">Columns</h2>
        <button type="button" onClick={onReset} className={buttonLook("quiet", "sm")}>
          Reset
        </button>
      </div>
      <ol aria-label="Shown columns" className="px-1">
        {shown.map((key, index) => {
          const column = byKey.get(key);
          if (!column) return null;
          return (
            <li
              key={key}
              draggable
              onDragStart={() => setDragged(key)}
              onDragOver={(event) => {
                event.preventDefault();
                setOver(key);
              }}
              onDragEnd={() => {
                setDragged(null);
                setOver(null);
              }}
              onDrop={() => dragged && move(dragged, index)}
              className={`group flex h-8 items-center gap-1 rounded-md px-1 text-sm hover:bg-sunken ${over === key && dragged ? "bg-accent-soft" : ""} ${dragged === key ? "opacity-50" : ""}`}
            >
              <GripVertical aria-hidden="true" className="size-3.5 cursor-grab text-ink-faint" />
              <ShowBox
                column={column}
                checked
                disabled={shown.length === 1}
                onChange={() => onShow(shown.filter((one) => one !== key))}
              />
              <Arrow
                label={`Move ${column.label} up`}
                icon={ArrowUp}
                disabled={index === 0}
                onPress={() => move(key, index - 1)}
              />
              <Arrow
                label={`Move ${column.label} down`}
                icon={ArrowDown}
                disabled={index === shown.length - 1}
                onPress={() => move(key, index + 1)}
              />
            </li>
          );
        })}
      </ol>
      {rest.length > 0 ? (
        <ul aria-label="Hidden columns" className="mt-1 border-line border-t px-1 py-1">
          {rest.map((column) => (
            <li
              key={column.key}
              className="flex h-8 items-center rounded-md pr-1 pl-5.5 text-sm hover:bg-sunken"
            >
              <ShowBox column={column} checked={false} onChange={() => onShow([...shown, column.key])} />
            </li>
          ))}
        </ul>
      ) : null}
    </div>
  );
}

function ShowBox({
  column,
  checked,
  disabled,
  onChange,
}: {
  column: Column;
  checked: boolean;
  disabled?: boolean;
  onChange: () => void;
}) {
  return (
    <span className="min-w-0 flex-1">
      <Checkbox
        label={<span className="block truncate">{column.label}</span>}
        checked={checked}
        disabled={disabled}
        onChange={onChange}
      />
    </span>
  );
}

function Arrow({
  label,
  icon: Icon,
  disabled,
  onPress,
}: {
  label: string;
  icon: typeof ArrowUp;
  disabled: boolean;
  onPress: () => void;
}) {
  return (
    <button
      type="button"
      aria-label={label}
      disabled={disabled}
      onClick={onPress}
      className="rounded-sm p-1 text-ink-faint hover:bg-line hover:text-ink disabled:invisible"
    >
      <Icon aria-hidden="true" className="size-3.5" />
    </button>
  );
}
