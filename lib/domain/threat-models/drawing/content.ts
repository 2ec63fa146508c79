import "server-only";
import { problemsOf } from "@/lib/domain/threat-models/check-model";
import { type Drawing, drawingLimits } from "@/lib/domain/threat-models/drawing/schema";
import type { ThreatModel } from "@/lib/domain/threat-models/model";
import { Invalid } from "@/lib/platform/errors/public-error";

/** Returns a drawing as the threat engine takes it. */
export function modelOf(drawing: Drawing): ThreatModel {
  return { ...drawing, threats: [] };
}

/** Returns the drawing without the parts of a file that wait for an export, which change no threat. */
export function meaningOf({ kept: _file, ...drawing }: Drawing): object {
  const bare = <T extends { kept: unknown }>(parts: readonly T[]) =>
    parts.map(({ kept: _kept, ...part }) => part);
  return {
    ...drawing,
    elements: bare(drawing.elements),
    flows: bare(drawing.flows),
    zones: bare(drawing.zones),
    assumptions: bare(drawing.assumptions),
  };
}

/** Throws Invalid where the parts of a drawing do not hold together or are too large to keep, with what to do about each. */
export function assertDrawable(drawing: Drawing): void {
  const problems = problemsOf(modelOf(drawing));
  if (problems.length > 0)
    throw new Invalid(problems.slice(0, 50).map((message) => ({ path: "drawing", message })));
  const size = Buffer.byteLength(JSON.stringify(drawing));
  if (size > drawingLimits.bytes)
    throw new Invalid([
      {
        path: "drawing",
        message: `The drawing has ${size.toLocaleString("en")} bytes, more than ${drawingLimits.bytes.toLocaleString("en")}. Split it into several models.`,
      },
    ]);
}
