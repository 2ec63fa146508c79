import "server-only";
import { threatChange } from "@/lib/domain/threat-models/commands/write-model";
import type { Drawing } from "@/lib/domain/threat-models/drawing/schema";
import type { ThreatModel } from "@/lib/domain/threat-models/model";
import { categories } from "@/lib/domain/threat-models/schema";
import { authorOf } from "@/lib/platform/access/actor";
import type { Change } from "@/lib/platform/audit/change";
import type { StoredThreatModel } from "@/lib/platform/database/generated/client";
import type { Context } from "@/lib/platform/operation/operation";

/** Stores the threats that a file brings along as proposed, whatever the file says was decided; returns their changes. */
export async function importedThreats(
  { tx, actor }: Pick<Context, "tx" | "actor">,
  { id: threatModelId, unitId }: StoredThreatModel,
  threats: ThreatModel["threats"],
  { elements, flows, zones }: Drawing,
): Promise<Change[]> {
  const there = new Set([...elements, ...flows, ...zones].map(({ id }) => id));
  const created = await tx.threat.createManyAndReturn({
    data: threats.map(({ id, title, elementIds, category, text, status, mitigation }) => ({
      ...{ threatModelId, unitId, origin: "file", state: "proposed", key: `file ${id}` },
      title: (title.trim() || "A threat without a title").slice(0, 200),
      elementIds: elementIds.filter((one) => there.has(one)),
      category: categories.find((one) => one.toLowerCase() === category?.toLowerCase()) ?? null,
      action: text.trim().slice(0, 4_000) || null,
      driftReason: saidOf(status, mitigation),
      createdById: authorOf(actor),
    })),
  });
  return created.map((threat) => threatChange(null, threat));
}

// Nobody here has looked at what another tool says was decided: it is shown beside, and decides nothing.
function saidOf(status: string | null, mitigation: string): string | null {
  const said = [
    ...(status ? [`The file says "${status}".`] : []),
    ...(mitigation.trim() ? [`Its mitigation: ${mitigation.trim().slice(0, 1_000)}`] : []),
  ];
  return said.join(" ") || null;
}
