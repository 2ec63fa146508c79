import "server-only";
import * as z from "zod";
import { bomsReconcile } from "@/lib/domain/inventory/boms/access";
import {
  compareStored,
  rememberedMatches,
  storedDocument,
} from "@/lib/domain/inventory/boms/reconcile/found-bom";
import { bomRecord } from "@/lib/domain/inventory/boms/schema";
import { assertMay, authorOf } from "@/lib/domain/inventory/references";
import { visibleTo } from "@/lib/domain/inventory/systems/access";
import { findSystem } from "@/lib/domain/inventory/systems/queries";
import type { Bom } from "@/lib/platform/database/generated/client";
import { Invalid } from "@/lib/platform/errors/public-error";
import { type Context, command } from "@/lib/platform/operation/operation";
import { receivedFile } from "@/lib/platform/storage/receive-file";

const received = { name: z.string().optional(), file: receivedFile };

/** Takes in a bill of materials of a system and finds the differences; no record of the inventory is written. */
export const receiveBom = command({
  name: "systems.receiveBom",
  summary: "Compare an AI system with a CycloneDX bill of materials; nothing is taken over",
  permission: bomsReconcile,
  input: z.strictObject({ id: z.uuid({ error: "Is not the id of a record." }), ...received }),
  output: bomRecord,
  run: async (context, { id: systemId, file }) => {
    const { unitId } = await findSystem(context, systemId, visibleTo(context.actor));
    return takeIn(context, { systemId, unitId }, file);
  },
});

/** Takes in a bill of materials of a whole inventory; what is new in it would go into the unit. */
export const receiveInventoryBom = command({
  name: "boms.receive",
  summary:
    "Compare the inventory with a CycloneDX bill of materials of many AI systems; nothing is taken over",
  permission: bomsReconcile,
  input: z.strictObject({
    unitId: z.uuid({ error: "Say with ?unitId= which business unit new records would belong to." }),
    ...received,
  }),
  output: bomRecord,
  timeoutMs: 120_000,
  run: (context, { unitId, file }) => takeIn(context, { systemId: null, unitId }, file),
});

async function takeIn(
  context: Context,
  { systemId, unitId }: Pick<Bom, "systemId" | "unitId">,
  file: z.output<typeof receivedFile>,
) {
  const { tx, actor } = context;
  assertMay(context, unitId);
  const { document, specVersion } = await storedDocument(file.sha256);
  const bomVersion = document["version"] ?? 1;
  if (typeof bomVersion !== "number" || bomVersion > 2_147_483_647)
    throw new Invalid([
      { path: "file", message: "Its version is too large a number. Number versions from 1." },
    ]);
  const earlier = await tx.bom.findFirst({
    where: { systemId, ...(systemId === null ? { unitId } : {}) },
    orderBy: [{ createdAt: "desc" }, { id: "desc" }],
  });
  const remembered = { matches: earlier?.matches ?? {}, choices: earlier?.choices ?? {} };
  const compared = await compareStored(context, { systemId, unitId, sha256: file.sha256, ...remembered });
  const createdById = authorOf(actor);
  const stored = await tx.storedFile.create({
    data: { ...file, mediaType: "application/vnd.cyclonedx+json", unitId, createdById },
  });
  const after = await tx.bom.create({
    data: {
      ...{ systemId, unitId, fileId: stored.id, fileName: file.name, sha256: file.sha256, createdById },
      ...{ serialNumber: String(document["serialNumber"] ?? "") || null, bomVersion, specVersion },
      state: compared.open.length > 0 ? "open" : "unchanged",
      open: compared.open.length,
      matches: { ...(remembered.matches as object), ...rememberedMatches(compared) },
      choices: remembered.choices as object,
    },
  });
  return {
    result: { ...after, createdAt: after.createdAt.toISOString() },
    change: { subject: { type: "boms", id: after.id, unitId }, before: null, after },
  };
}
