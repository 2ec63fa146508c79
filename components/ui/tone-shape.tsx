import type { Tone } from "@/lib/platform/schema/field";

const shapes: Record<Tone, string> = {
  neutral: "M5 1.75a3.25 3.25 0 1 0 0 6.5a3.25 3.25 0 1 0 0-6.5Z",
  info: "M2 2h6v6H2Z",
  good: "M5 1a4 4 0 1 0 0 8a4 4 0 1 0 0-8Z",
  warn: "M5 1.2 9.3 8.8H.7Z",
  bad: "M5 .4 9.6 5 5 9.6.4 5Z",
  critical: "M3.2.6h3.6l2.6 2.6v3.6L6.8 9.4H3.2L.6 6.8V3.2Z",
};

/** The shape of a tone: ring, square, disc, triangle, diamond, octagon. It tells tones apart where colour cannot. */
export function ToneShape({ tone, className }: { tone: Tone; className?: string }) {
  const hollow =
    tone === "neutral"
      ? { fill: "none", stroke: "currentColor", strokeWidth: 1.5 }
      : { fill: "currentColor" };
  return (
    <svg
      width="10"
      height="10"
      viewBox="0 0 10 10"
      aria-hidden="true"
      className={`shrink-0 ${className ?? ""}`}
    >
      <path d={shapes[tone]} {...hollow} />
    </svg>
  );
}
