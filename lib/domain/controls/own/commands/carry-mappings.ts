import "server-only";
import { controlsLibrary } from "@/lib/domain/controls/access";
import { ownControlChange, writeOwnControl } from "@/lib/domain/controls/own/commands/write-own";
import { mappingText, readMappings } from "@/lib/domain/controls/own/rules";
import { topUnit } from "@/lib/domain/organization/settings/setting";
import { may } from "@/lib/platform/access/actor";
import type { Change } from "@/lib/platform/audit/change";
import type { Context } from "@/lib/platform/operation/operation";

/**
 * Lets the mappings of own controls follow renumbered requirements of a framework: the new reference by the old one. A control
 * that names the new one already keeps both. Returns a change for each control, none where the actor may not change the library.
 */
export async function carryMappings(
  context: Context,
  framework: string,
  moves: ReadonlyMap<string, string>,
): Promise<Change[]> {
  const { tx, actor } = context;
  if (!may(actor, controlsLibrary, await topUnit(tx))) return [];
  const changes: Change[] = [];
  const mapped = { requirements: { contains: framework } };
  for (const before of await tx.ownControl.findMany({ where: mapped, orderBy: { number: "asc" } })) {
    const { mappings } = readMappings(before.requirements);
    const held = new Set(mappings.flatMap((one) => (one.framework === framework ? [one.ref] : [])));
    const carried = mappings.map((one) => {
      const ref = one.framework === framework ? moves.get(one.ref) : undefined;
      return ref === undefined || held.has(ref) ? one : { ...one, ref };
    });
    const requirements = mappingText(carried);
    if (requirements === mappingText(mappings)) continue;
    const after = await writeOwnControl(context, before, before.version, { requirements });
    changes.push(ownControlChange(before, after).change);
  }
  return changes;
}
