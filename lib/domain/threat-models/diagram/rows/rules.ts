import type { ThreatModel } from "@/lib/domain/threat-models/model";

/** Where something is drawn, in pixels from the top left corner. */
export interface PlacedBox {
  x: number;
  y: number;
  width: number;
  height: number;
}

const element = { width: 160, height: 80 } as const;
const gap = 60;
/** Room for the name of a zone above what lies in it. */
const heading = 40;

interface Block {
  id: string | null;
  width: number;
  height: number;
  inside: { block: Block; x: number; y: number }[];
}

/**
 * Returns a place for every zone and element of a model: elements in rows, within the box of their innermost zone, and boxes
 * within the box above them. The same model is always placed the same way.
 */
export function placeModel({ zones, elements }: ThreatModel): Map<string, PlacedBox> {
  const within = new Map<string | null, Block[]>();
  const known = new Set(zones.map(({ id }) => id));
  const put = (home: string | null | undefined, block: Block) => {
    const at = home && known.has(home) ? home : null;
    const blocks = within.get(at) ?? [];
    blocks.push(block);
    within.set(at, blocks);
  };
  for (const { id, zoneIds } of elements) put(zoneIds[0], { id, ...element, inside: [] });
  // Zones come after the elements beside them; each is packed once all that lies in it is known.
  for (const { id, parent } of innermostFirst(zones)) put(parent, pack(id, within.get(id) ?? []));
  const placed = new Map<string, PlacedBox>();
  const open = [{ block: pack(null, within.get(null) ?? []), x: -gap / 2, y: -heading }];
  for (let next = open.pop(); next; next = open.pop()) {
    const { block, x, y } = next;
    if (block.id !== null) placed.set(block.id, { x, y, width: block.width, height: block.height });
    for (const one of block.inside) open.push({ block: one.block, x: x + one.x, y: y + one.y });
  }
  return placed;
}

// Rows about as wide as all is high.
function pack(id: string | null, blocks: readonly Block[]): Block {
  const area = blocks.reduce((sum, { width, height }) => sum + (width + gap) * (height + gap), 0);
  const wanted = Math.max(Math.sqrt(area) * 1.3, ...blocks.map(({ width }) => width));
  const inside: Block["inside"] = [];
  let [x, y, row, right] = [gap / 2, heading, 0, 0];
  for (const block of blocks) {
    if (x > gap / 2 && x + block.width > wanted + gap / 2) {
      x = gap / 2;
      y += row + gap;
      row = 0;
    }
    inside.push({ block, x, y });
    x += block.width + gap;
    row = Math.max(row, block.height);
    right = Math.max(right, x - gap);
  }
  return { id, width: Math.max(right + gap / 2, 200), height: y + Math.max(row, 40) + gap / 2, inside };
}

function innermostFirst(zones: ThreatModel["zones"]): ThreatModel["zones"] {
  const parents = new Map(zones.map(({ id, parent }) => [id, parent]));
  const depthOf = (id: string) => {
    let depth = 0;
    for (let at = parents.get(id) ?? null; at !== null; at = parents.get(at) ?? null) depth += 1;
    return depth;
  };
  return [...zones]
    .map((zone) => ({ zone, depth: depthOf(zone.id) }))
    .sort((a, b) => b.depth - a.depth)
    .map(({ zone }) => zone);
}
