import "server-only";
import * as z from "zod";
import { openTo, packsEngage, packsOpen, packsRead, readsByRole } from "@/lib/domain/audit-packs/access";
import { headerBytes } from "@/lib/domain/audit-packs/format/layout";
import { engagementsOf } from "@/lib/domain/audit-packs/queries/engagements";
import { rowInclude, toRows } from "@/lib/domain/audit-packs/queries/register";
import { mediaTypeOf, packRef } from "@/lib/domain/audit-packs/rules";
import { packFile } from "@/lib/domain/audit-packs/schema";
import { frameworksInForce } from "@/lib/domain/frameworks/queries/in-force";
import { auditsBy, authorOf, may } from "@/lib/platform/access/actor";
import { noteRead } from "@/lib/platform/audit/auditor-reads";
import { unchanged } from "@/lib/platform/audit/change";
import type { AuditPack } from "@/lib/platform/database/generated/client";
import { Conflict, NotFound } from "@/lib/platform/errors/public-error";
import { Download } from "@/lib/platform/http/download";
import { type Context, command } from "@/lib/platform/operation/operation";
import { storage } from "@/lib/platform/storage/storage";

const id = z.uuid({ error: "Is not the id of a record." });
const files = z.array(packFile);

interface Asked {
  id: string;
  path?: string;
}

// A pack is read by a role or by an engagement; of an auditor either is noted.
async function opened(context: Context, operation: { name: string; summary: string }, asked: Asked) {
  const { tx, actor, now } = context;
  const pack = await tx.auditPack.findFirst({
    where: { AND: [{ id: asked.id }, openTo(context)] },
    include: { unit: { select: { id: true, name: true } } },
  });
  if (!pack) throw new NotFound();
  const by = readsByRole(actor, pack.unitId)
    ? auditsBy(actor, packsRead).filter(({ units }) => units.includes(pack.unitId))
    : (
        await tx.auditEngagement.findMany({
          where: { packId: pack.id, personId: authorOf(actor), endedAt: null, endsAt: { gt: now } },
        })
      ).map(({ id: engagementId, unitId }) => ({ unitId, engagementId }));
  await noteRead(tx, actor, operation, asked, by);
  return pack;
}

function read({ id: packId, number, unitId, sha256 }: AuditPack, what: object) {
  return {
    subject: { type: "audit-packs", id: packId, unitId },
    before: null,
    after: { record: packRef(number), sha256, ...what },
  };
}

const opening = { name: "audit-packs.open", summary: "One audit pack with what is in it" };
const taking = { name: "audit-packs.download", summary: "An audit pack as the ZIP file that was built" };
const reading = { name: "audit-packs.readFile", summary: "One file of an audit pack" };

/** One audit pack with what is in it and who may read it. That somebody from outside opened it is in the audit trail. */
export const openPack = command({
  ...opening,
  permission: packsOpen,
  input: z.strictObject({ id }),
  run: async (context, { id: wanted }) => {
    const { tx, actor } = context;
    const pack = await opened(context, opening, { id: wanted });
    const {
      contents,
      engagements: _some,
      ...stored
    } = await tx.auditPack.findUniqueOrThrow({ where: { id: wanted }, include: rowInclude });
    const byRole = readsByRole(actor, pack.unitId);
    const [row] = await toRows(context, [{ ...stored, engagements: _some }]);
    if (!row) throw new NotFound();
    const systems = await tx.system.findMany({
      where: { id: { in: pack.systemIds } },
      select: { id: true, name: true },
      orderBy: [{ name: "asc" }, { id: "asc" }],
    });
    const names = new Map((await frameworksInForce(tx)).map(({ key, name }) => [key, name]));
    const result = {
      ...row,
      frameworkNames: pack.frameworks.map((key) => names.get(key) ?? key),
      files: files.safeParse(contents).data ?? [],
      systems,
      engagements: byRole ? await engagementsOf(context, wanted) : [],
      byRole,
      can: { engage: pack.builtAt !== null && may(actor, packsEngage, pack.unitId) },
    };
    return byRole ? unchanged(result) : { result, change: read(pack, { opened: "record" }) };
  },
});

/** The whole pack as it was built. That it was taken, and by whom, is in the audit trail. */
export const downloadPack = command({
  ...taking,
  permission: packsOpen,
  input: z.strictObject({ id }),
  run: async (context, { id: wanted }) => {
    const pack = await opened(context, taking, { id: wanted });
    const bytes = await storage().get(builtDigest(pack));
    return {
      result: new Download(packName(pack), "application/zip", bytes),
      change: read(pack, { opened: "pack" }),
    };
  },
});

/** One file of a pack, PDF shown by the browser where asked for. That it was read is in the audit trail. */
export const readPackFile = command({
  ...reading,
  permission: packsOpen,
  input: z.strictObject({
    id,
    path: z.string().max(600),
    show: z
      .enum(["true", "false"], { error: "show takes true or false." })
      .default("false")
      .describe("With true a PDF opens in the browser."),
  }),
  run: async (context, { id: wanted, path, show }) => {
    const pack = await opened(context, reading, { id: wanted, path });
    const sha256 = builtDigest(pack);
    const inside = placeOf(files.parse(pack.contents), path);
    if (!inside) throw new NotFound();
    const bytes = await storage().get(sha256, inside);
    const name = path.split("/").at(-1) ?? path;
    const inline = show === "true" && name.endsWith(".pdf");
    return {
      result: new Download(name, mediaTypeOf(path), bytes, { inline }),
      change: read(pack, { opened: path }),
    };
  },
});

// The archive has one possible form, so that the list of its files says where each lies in it.
function placeOf(all: z.infer<typeof files>, path: string): { from: number; size: number } | null {
  let from = 0;
  for (const file of all) {
    from += headerBytes.local + file.path.length;
    if (file.path === path) return { from, size: file.size };
    from += file.size;
  }
  return null;
}

function builtDigest({ sha256 }: AuditPack): string {
  if (sha256 === null) throw new Conflict("The pack is not built yet. Wait until it is ready.");
  return sha256;
}

/** Returns the name of a pack's file, such as PK-0012-2026-11-26.zip. */
export function packName({ number, asOf }: Pick<AuditPack, "number" | "asOf">): string {
  return `${packRef(number)}-${asOf.toISOString().slice(0, 10)}.zip`;
}
