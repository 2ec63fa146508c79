import "server-only";
import * as z from "zod";
import type { Json } from "@/lib/domain/inventory/boms/formats/json";
import { type Earlier, writeBom } from "@/lib/domain/inventory/boms/mapping/write-bom";
import { bomsVisibleTo } from "@/lib/domain/inventory/boms/queries";
import { storedDocument } from "@/lib/domain/inventory/boms/reconcile/found-bom";
import { partRecords, partRecordsOf, systemRecords } from "@/lib/domain/inventory/boms/records";
import { defaultSpecVersion, matches, specVersions } from "@/lib/domain/inventory/boms/schema";
import { inventoryRef } from "@/lib/domain/inventory/rules";
import { systemsRead } from "@/lib/domain/inventory/systems/access";
import { findSystem } from "@/lib/domain/inventory/systems/queries";
import type { Prisma } from "@/lib/platform/database/generated/client";
import { NotFound } from "@/lib/platform/errors/public-error";
import { Download } from "@/lib/platform/http/download";
import { type Context, command } from "@/lib/platform/operation/operation";
import { letterhead } from "@/lib/platform/report/letterhead";

const specVersion = z
  .enum(specVersions, {
    error: `Say with ?specVersion= which version of CycloneDX: ${specVersions.join(", ")}.`,
  })
  .default(defaultSpecVersion);

/** The bill of materials of one system: a command because who took it out of the house belongs into the audit trail. */
export const exportSystemBom = command({
  name: "systems.exportBom",
  summary: "The bill of materials of an AI system as CycloneDX JSON",
  permission: systemsRead,
  input: z.strictObject({ id: z.uuid({ error: "Is not the id of a record." }), specVersion }),
  run: async (context, { id, specVersion: version }) => {
    const [about] = await systemRecords(context, { id });
    if (!about) throw new NotFound();
    const { number, unitId } = await findSystem(context, id, {});
    const records = await partRecordsOf(context, id);
    const { organisation: organization } = await letterhead(context.tx);
    const earlier = await earlierOf(context, { systemId: id });
    const bom = writeBom({ version, key: id, about, organization, records, earlier });
    const after = { specVersion: version, serialNumber: bom["serialNumber"], bomVersion: bom["version"] };
    return {
      result: asFile(`${inventoryRef("S", number)}-bom.cdx.json`, bom),
      change: { subject: { type: "systems", id, unitId }, before: null, after },
    };
  },
});

/** The bill of materials of every system and part that the actor may see. */
export const exportInventoryBom = command({
  name: "systems.exportInventoryBom",
  summary: "The bill of materials of the whole inventory as CycloneDX JSON",
  permission: systemsRead,
  input: z.strictObject({ specVersion }),
  timeoutMs: 120_000,
  run: async (context, { specVersion: version }) => {
    const records = [...(await systemRecords(context, {})), ...(await partRecords(context, {}))];
    const { organisation: organization } = await letterhead(context.tx);
    const earlier = await earlierOf(context, { systemId: null, ...bomsVisibleTo(context.actor) });
    const key = `inventory of ${context.units.toSorted().join(" ")}`;
    const bom = writeBom({ version, key, about: null, organization, records, earlier });
    const after = { specVersion: version, serialNumber: bom["serialNumber"], records: records.length };
    return {
      result: asFile("ai-inventory-bom.cdx.json", bom),
      change: {
        subject: { type: "systems", id: null, unitId: await highestOf(context) },
        before: null,
        after,
      },
    };
  },
});

// The last bill of materials that was settled: what it says beside the facts of the register comes out again.
async function earlierOf({ tx }: Context, of: Prisma.BomWhereInput): Promise<Earlier | null> {
  const bom = await tx.bom.findFirst({
    where: { AND: [of, { OR: [{ reconciledAt: { not: null } }, { state: "unchanged" }] }] },
    orderBy: [{ createdAt: "desc" }, { id: "desc" }],
  });
  if (!bom) return null;
  const { document } = await storedDocument(bom.sha256);
  return { document, matches: matches.parse(bom.matches) };
}

function asFile(name: string, bom: Json): Download {
  const bytes = new Blob([`${JSON.stringify(bom, null, 2)}\n`]).stream() as ReadableStream<Uint8Array>;
  return new Download(name, "application/vnd.cyclonedx+json", bytes);
}

// The unit in whose audit trail it stands that the whole inventory in reach was taken: the one of the first grant.
async function highestOf({ tx, actor, units }: Context): Promise<string> {
  const held = actor.grants.map(({ unitId }) => unitId).find((unitId) => units.includes(unitId)) ?? units[0];
  return held ?? (await tx.unit.findFirstOrThrow({ where: { parentId: null }, select: { id: true } })).id;
}
