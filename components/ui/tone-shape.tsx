import type { Tone } from "@/lib/platform/schema/field";

const shapes: Record<Tone, string> = {
  neutral: "M5 1.75a3.25 3.25 0 1 0 0 6.5a3.25 3.25 0 1 0 0-6.5Z",
  info: "M2 2h6v6H2Z",
  good: "M5 1a4 4 0 1 0 0 8a4 4 0 1 0 0-8Z",
  warn: "M5 1.2 9.3 8.8H.7Z",
  bad: "M5 .4 9.6 5 5 9.6.4 5Z",
  critical: "M2.9 0h4.2L10 2.9v4.2L7.1 10H2.9L0 7.1V2.9ZM4.1 1.7l.3 3.9h1.2l.3-3.9Zm.15 5v1.4h1.5V6.7Z",
};

/** The shape of a tone: ring, square, disc, triangle, diamond, octagon with a mark. It tells tones apart where colour cannot. */
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
      <path d={shapes[tone]} fillRule="evenodd" {...hollow} />
    </svg>
  );
}
