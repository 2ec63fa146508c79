import type { ReactNode } from "react";
import { ToneShape } from "@/components/ui/tone-shape";
import type { Tone } from "@/lib/platform/schema/field";

const looks: Record<Tone, string> = {
  neutral: "bg-sunken text-ink-soft",
  info: "bg-info-soft text-info",
  good: "bg-good-soft text-good",
  warn: "bg-warn-soft text-warn",
  bad: "bg-bad-soft text-bad",
  critical: "bg-critical-fill text-white",
};

/** A state or severity: a word with a shape and a colour, so that it reads without colour, in print and for everyone. */
export function Badge({ tone = "neutral", children }: { tone?: Tone; children: ReactNode }) {
  return (
    <span className={`badge ${looks[tone]}`}>
      <ToneShape tone={tone} className={tone === "critical" ? "size-2.5" : "size-2"} />
      <span className="truncate">{children}</span>
    </span>
  );
}
