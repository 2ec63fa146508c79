import type { BadgeTone } from "@/lib/platform/report/model";

/** A colour as the three operands of a PDF colour operator. */
export type Colour = string;

export type Weight = "regular" | "bold";

/** Type as it is set: size and leading in points. */
export interface TextStyle {
  size: number;
  leading: number;
  weight: Weight;
  colour: Colour;
}

function rgb(hex: string): Colour {
  const part = (at: number) => Math.round((Number.parseInt(hex.slice(at, at + 2), 16) / 255) * 1000) / 1000;
  return `${part(0)} ${part(2)} ${part(4)}`;
}

export const colours = {
  ink: rgb("1b2430"),
  muted: rgb("5a6675"),
  line: rgb("d5dbe3"),
  rule: rgb("8b97a7"),
  tint: rgb("f2f5f8"),
  accent: rgb("1d4e6b"),
  white: rgb("ffffff"),
} as const;

function style(
  size: number,
  leading: number,
  weight: Weight = "regular",
  colour: Colour = colours.ink,
): TextStyle {
  return { size, leading, weight, colour };
}

export const styles = {
  coverTitle: style(30, 37, "bold"),
  coverSubtitle: style(15, 21, "regular", colours.muted),
  coverLabel: style(8.5, 12, "regular", colours.muted),
  coverFact: style(11, 15, "bold"),
  heading1: style(19, 24, "bold", colours.accent),
  heading2: style(13, 18, "bold"),
  heading3: style(10.5, 15, "bold"),
  lead: style(12, 17.5),
  body: style(9.5, 14),
  muted: style(8.5, 12.5, "regular", colours.muted),
  caption: style(9.5, 13, "bold"),
  cell: style(8.5, 11.5),
  cellHead: style(8, 10.5, "bold", colours.accent),
  denseCell: style(7.5, 10),
  denseHead: style(7.5, 9.5, "bold", colours.accent),
  running: style(7.5, 10, "regular", colours.muted),
  contents1: style(10.5, 20, "bold"),
  contents2: style(9.5, 16),
  figure: style(8, 11),
  figureBold: style(8, 11, "bold"),
  figureMuted: style(7.5, 10, "regular", colours.muted),
  code: style(8.5, 13),
} as const;

/** Fill, and the colour of text on it. Chosen apart for common colour blindness, darker with severity. */
export interface ToneColours {
  fill: Colour;
  on: Colour;
  tint: Colour;
}

export const tones: Record<BadgeTone, ToneColours> = {
  neutral: { fill: rgb("6b7684"), on: colours.white, tint: rgb("eceff3") },
  info: { fill: rgb("2f6fa8"), on: colours.white, tint: rgb("e6eff8") },
  good: { fill: rgb("cdebe2"), on: colours.ink, tint: rgb("e3f4ef") },
  warn: { fill: rgb("eeb83a"), on: colours.ink, tint: rgb("fdf4dc") },
  bad: { fill: rgb("bd5018"), on: colours.white, tint: rgb("fbe9df") },
  critical: { fill: rgb("7d1128"), on: colours.white, tint: rgb("f6e0e5") },
  unknown: { fill: colours.white, on: colours.ink, tint: rgb("f7f8fa") },
};

/** The outline of a badge's shape; darker than its fill so that light shapes hold on white paper. */
export const outlines: Record<BadgeTone, Colour> = {
  neutral: rgb("4c5664"),
  info: rgb("1f4d78"),
  good: rgb("2c7a66"),
  warn: rgb("8f6a0c"),
  bad: rgb("94400f"),
  critical: rgb("560a1a"),
  unknown: rgb("4c5664"),
};

export const page = {
  short: 595.28,
  long: 841.89,
  left: 44,
  right: 44,
  top: 66,
  bottom: 52,
} as const;

/** Space in points: after a block, after its title. */
export const gap = { block: 12, title: 5, small: 3 } as const;
