import Link from "next/link";
import { type ReactNode, useId } from "react";
import { ToneShape } from "@/components/ui/tone-shape";
import type { Tone } from "@/lib/platform/schema/field";

interface FigureTileProps {
  /** What is counted: "Risks beyond appetite". */
  label: string;
  value: number;
  /** Of how many. */
  of?: number;
  /** Words for what `of` counts: "risks". */
  unit?: string;
  /** The rows behind the number. */
  href?: string;
  /** Only where the number is good or bad news. */
  tone?: Tone;
  /** A second line, such as "3 more than a month ago". */
  note?: string;
}

const colours: Record<Tone, string> = {
  neutral: "text-ink-faint",
  info: "text-info",
  good: "text-good",
  warn: "text-warn",
  bad: "text-bad",
  critical: "text-critical",
};

/** One number that says what it counts, of how many, and opens the rows behind it. */
export function FigureTile({ label, value, of, unit, href, tone, note }: FigureTileProps) {
  const id = useId();
  const words = (
    <>
      {value.toLocaleString("en")}
      {of === undefined ? null : (
        <span className="font-normal text-base text-ink-soft">
          {" "}
          of {of.toLocaleString("en")}
          {unit ? ` ${unit}` : ""}
        </span>
      )}
    </>
  );
  return (
    <div
      className={`relative min-w-0 rounded-xl border border-line bg-panel px-4 py-3 ${href ? "transition-colors hover:border-line-strong hover:bg-hover" : ""}`}
    >
      <p className="flex items-center gap-1.5 text-ink-soft text-sm">
        {tone ? <ToneShape tone={tone} className={`size-2.5 ${colours[tone]}`} /> : null}
        <span id={`${id}-label`} className="min-w-0">
          {label}
        </span>
      </p>
      <p className="mt-0.5 font-semibold text-2xl tracking-[-0.02em] tabular-nums">
        {href ? (
          <Link
            href={href}
            prefetch={false}
            aria-labelledby={`${id}-label ${id}-value`}
            className="stretched rounded-sm"
          >
            <span id={`${id}-value`}>{words}</span>
          </Link>
        ) : (
          words
        )}
      </p>
      {note ? <p className="text-ink-faint text-xs">{note}</p> : null}
    </div>
  );
}

/** Lays figures out side by side, as many as fit. */
export function FigureRow({ children }: { children: ReactNode }) {
  return (
    <div className="grid grid-cols-[repeat(auto-fit,minmax(min(100%,10rem),1fr))] gap-3">{children}</div>
  );
}
