import "server-only";
import { placeModel } from "@/lib/domain/threat-models/diagram/rows/rules";
import type { Json } from "@/lib/domain/threat-models/formats/schema";
import type { ThreatModel } from "@/lib/domain/threat-models/model";

/**
 * Gives every cell that has no place one: all of them when nothing is placed yet, so that elements lie in the boxes of
 * their zones; else below what is drawn already, where it covers nothing.
 */
export function arrange(cells: readonly Json[], model: ThreatModel): void {
  const drawn = cells.filter((cell) => cell["position"] !== undefined);
  const open = cells.filter((cell) => cell["position"] === undefined && cell["source"] === undefined);
  if (open.length === 0) return;
  const placed = placeModel(model);
  const below = Math.max(0, ...drawn.map(bottomOf)) + (drawn.length > 0 ? 40 : 0);
  for (const cell of open) {
    const box = placed.get(String(cell["id"]));
    if (!box) continue;
    cell["position"] = { x: box.x, y: box.y + below };
    cell["size"] = { width: box.width, height: box.height };
  }
}

function bottomOf(cell: Json): number {
  const { y = 0 } = (cell["position"] ?? {}) as { y?: number };
  const { height = 0 } = (cell["size"] ?? {}) as { height?: number };
  return y + height;
}
