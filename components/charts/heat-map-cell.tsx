import Link from "next/link";
import type { CSSProperties } from "react";
import { type Band, toneOf } from "@/components/domain/band";
import { ToneShape } from "@/components/ui/tone-shape";
import type { Tone } from "@/lib/platform/schema/field";

const fills: Record<Tone, string> = {
  neutral: "bg-sunken",
  info: "bg-info-soft",
  good: "bg-good-fill",
  warn: "bg-warn-fill",
  bad: "bg-bad-fill",
  critical: "bg-critical-fill text-white",
};

interface HeatMapCellProps {
  /** Where it stands, in words for who cannot see the axes. */
  place: string;
  count: number;
  noun: { one: string; many: string };
  band: Band | undefined;
  href: string;
  style: CSSProperties;
}

/** One cell of a heat map: how many, their level in word, shape and colour; opens them. */
export function HeatMapCell({ place, count, noun, band, href, style }: HeatMapCellProps) {
  const tone = band ? toneOf(band) : "neutral";
  const label = band?.label ?? "";
  const look = `flex h-12 min-w-0 flex-col items-center justify-center rounded-md sm:h-14 ${fills[tone]}`;
  const inside = (
    <>
      <span className="sr-only">{place}: </span>
      <span className={`font-semibold text-lg leading-6 tabular-nums ${count === 0 ? "opacity-0" : ""}`}>
        {count}
      </span>
      <span className="sr-only">{count === 1 ? noun.one : noun.many}, </span>
      <span className="flex items-center gap-1 text-2xs leading-3">
        <ToneShape tone={tone} className="size-1.5 sm:size-2" />
        <span className="max-sm:sr-only">{label}</span>
        <span aria-hidden="true" className="sm:hidden">
          {label.slice(0, 1)}
        </span>
      </span>
    </>
  );
  if (count === 0) {
    return (
      <span style={style} className={look}>
        {inside}
      </span>
    );
  }
  return (
    <Link href={href} prefetch={false} style={style} className={`${look} hover:outline-2 hover:outline-ink`}>
      {inside}
    </Link>
  );
}
