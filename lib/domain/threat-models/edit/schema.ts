import type { Element, Flow, ThreatModel, Zone } from "@/lib/domain/threat-models/model";

/** Where something is drawn, in pixels from the top left. */
export interface Position {
  x: number;
  y: number;
}

/** What a part covers of the drawing. */
export interface Box extends Position {
  width: number;
  height: number;
}

/** A model as it is drawn: where its elements and its empty zones were put, by their ids. */
export interface Drawing extends ThreatModel {
  positions: Readonly<Record<string, Position>>;
}

/** A part of a drawing and what it is. */
export type Part =
  | { kind: "element"; part: Element }
  | { kind: "flow"; part: Flow }
  | { kind: "zone"; part: Zone };
