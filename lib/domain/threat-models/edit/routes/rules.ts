import type { Box, Position } from "@/lib/domain/threat-models/edit/schema";
import type { Flow } from "@/lib/domain/threat-models/model";

/** How a flow runs from its start to its tip, and the middle of its label. */
export interface Route {
  points: Position[];
  label: Position;
}

/** How far apart flows between the same two elements run, in pixels. */
const apart = 24;
/** How far from its element a free end hangs. */
const reach = 90;
/** How far below its element a flow runs that comes back to it. */
const below = 26;

/** Returns for each flow which of those between the same ends it is: 0 for the only one, 1 and -1 for two beside each other. */
export function lanesOf(flows: readonly Flow[]): Map<string, number> {
  const pairs = Map.groupBy(flows, ({ from, to }) => JSON.stringify([from, to].toSorted()));
  const lanes = new Map<string, number>();
  for (const together of pairs.values())
    together.forEach(({ id, from, to }, at) => {
      const lane = at - (together.length - 1) / 2;
      // Those that run the other way are counted from the other side.
      lanes.set(id, (from ?? "") <= (to ?? "") ? lane : -lane);
    });
  return lanes;
}

/** Returns how a flow runs between what its ends cover; null where it hangs on nothing at either end. */
export function routeOf(from: Box | undefined, to: Box | undefined, lane: number): Route | null {
  if (from && from === to) return looping(from, lane);
  const start = from ?? (to ? loose(to, -1, lane) : undefined);
  const tip = to ?? (from ? loose(from, 1, lane) : undefined);
  if (!start || !tip) return null;
  const [one, other] = [middle(start), middle(tip)];
  const long = Math.hypot(other.x - one.x, other.y - one.y) || 1;
  const aside = {
    x: (-(other.y - one.y) / long) * lane * apart,
    y: ((other.x - one.x) / long) * lane * apart,
  };
  const [a, b] = [moved(one, aside), moved(other, aside)];
  const points = [leaving(start, a, b), leaving(tip, b, a)];
  const [first, last] = points as [Position, Position];
  return { points, label: { x: (first.x + last.x) / 2, y: (first.y + last.y) / 2 } };
}

function middle({ x, y, width, height }: Box): Position {
  return { x: x + width / 2, y: y + height / 2 };
}

function moved(one: Position, by: Position): Position {
  return { x: one.x + by.x, y: one.y + by.y };
}

// A free end: nothing, beside the element at the other end.
function loose({ x, y, width, height }: Box, side: -1 | 1, lane: number): Box {
  const at = side === 1 ? x + width + reach : x - reach;
  return { x: at, y: y + height / 2 + lane * apart, width: 0, height: 0 };
}

// Where a line from a point within a box towards another point leaves the box.
function leaving(box: Box, { x, y }: Position, towards: Position): Position {
  const [dx, dy] = [towards.x - x, towards.y - y];
  const far = (from: number, step: number, low: number, high: number) =>
    step > 0 ? (high - from) / step : step < 0 ? (low - from) / step : Number.POSITIVE_INFINITY;
  const out = Math.min(far(x, dx, box.x, box.x + box.width), far(y, dy, box.y, box.y + box.height), 1);
  const share = Math.max(out, 0);
  return { x: x + dx * share, y: y + dy * share };
}

// Below its element: down, along, and up again.
function looping({ x, y, width, height }: Box, lane: number): Route {
  const [left, right, edge] = [x + width * 0.3, x + width * 0.7, y + height];
  const deep = edge + below + Math.abs(lane) * apart;
  const points = [
    { x: right, y: edge },
    { x: right, y: deep },
    { x: left, y: deep },
    { x: left, y: edge },
  ];
  return { points, label: { x: (left + right) / 2, y: deep } };
}

/** Returns points as the path of a line, as SVG writes it: straight at both ends, bent around each point between. */
export function pathOf([first, ...rest]: readonly Position[]): string {
  const last = rest.at(-1);
  if (!first || !last) return "M 0 0";
  const bends = rest.slice(0, -1).map((point, at) => {
    const next = rest[at + 1] ?? last;
    return `Q ${point.x} ${point.y} ${tenths((point.x + next.x) / 2)} ${tenths((point.y + next.y) / 2)}`;
  });
  return [`M ${first.x} ${first.y}`, ...bends, `L ${last.x} ${last.y}`].join(" ");
}

function tenths(value: number): number {
  return Math.round(value * 10) / 10;
}
