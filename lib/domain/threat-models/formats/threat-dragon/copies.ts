import "server-only";
import type { Writing } from "@/lib/domain/threat-models/formats/lossless/dialect";
import type { Json } from "@/lib/domain/threat-models/formats/schema";

/**
 * Shows a threat at every element and flow that it hangs on: Threat Dragon lists a threat within one cell, so the others
 * get copies. The copies say nothing of their own and are passed over when the file is read again.
 */
export function addCopies({ model, rawOf }: Writing): void {
  // In an order of their own, so that the same model always gives the same file.
  for (const { id, elementIds } of model.threats.toSorted((a, b) => (a.id < b.id ? -1 : 1))) {
    const raw = rawOf("threat", id);
    if (!raw || elementIds.length < 2) continue;
    const cells = elementIds.flatMap((place): Json[] => {
      const cell = rawOf("element", place) ?? rawOf("flow", place);
      return cell ? [cell] : [];
    });
    for (const cell of cells.filter((one) => !threatsIn(one).includes(raw)))
      threatsIn(cell).push({ ...raw, id: `${raw["id"]}@${cell["id"]}` });
  }
}

function threatsIn(cell: Json): Json[] {
  const data = (cell["data"] ?? {}) as Json;
  cell["data"] = data;
  data["threats"] ??= [];
  return data["threats"] as Json[];
}
