import "server-only";
import * as z from "zod";
import { threatModelsRead } from "@/lib/domain/threat-models/access";
import { modelOf } from "@/lib/domain/threat-models/drawing/content";
import { assumptionsBetween, partsBetween } from "@/lib/domain/threat-models/drift";
import { drawingOf, findModel } from "@/lib/domain/threat-models/queries/find";
import { frozenThreat, frozenThreats } from "@/lib/domain/threat-models/threats/frozen";
import type { StoredThreatModel } from "@/lib/platform/database/generated/client";
import { Invalid } from "@/lib/platform/errors/public-error";
import { type Context, query } from "@/lib/platform/operation/operation";

const id = z.uuid({ error: "Is not the id of a record." });

/** The frozen versions of a threat model, newest first. */
export const listVersions = query({
  name: "threat-models.versions",
  summary: "The frozen versions of a threat model",
  permission: threatModelsRead,
  input: z.strictObject({ id }),
  run: async (context, { id: threatModelId }) => {
    await findModel(context, threatModelId);
    const versions = await context.tx.threatModelVersion.findMany({
      where: { threatModelId },
      orderBy: { number: "desc" },
      select: { id: true, number: true, name: true, digest: true, createdAt: true },
    });
    return { versions: versions.map((one) => ({ ...one, createdAt: one.createdAt.toISOString() })) };
  },
});

const side = z.string().regex(/^(now|\d{1,6})$/, 'Give the number of a version, or "now".');

/** What differs between two versions of a threat model, or a version and now: parts and threats added, removed and changed. */
export const compareVersions = query({
  name: "threat-models.compare",
  summary: "What differs between two versions of a threat model",
  permission: threatModelsRead,
  input: z.strictObject({ id, from: side.default("now"), to: side.default("now") }),
  run: async (context, { id: threatModelId, from, to }) => {
    const model = await findModel(context, threatModelId);
    const [before, after] = [await sideOf(context, model, from), await sideOf(context, model, to)];
    const [was, is] = [modelOf(before.drawing), modelOf(after.drawing)];
    return {
      ...{ from: before.name, to: after.name },
      parts: partsBetween(was, is),
      assumptions: assumptionsBetween(was, is),
      threats: threatsBetween(before.threats, after.threats),
    };
  },
});

type Frozen = z.output<typeof frozenThreat>;

async function sideOf(context: Context, model: StoredThreatModel, asked: string) {
  if (asked === "now") {
    const { drawing } = await drawingOf(context, model.drawingId);
    const threats = await context.tx.threat.findMany({ where: { threatModelId: model.id } });
    return { name: "Now", drawing, threats: frozenThreat.array().parse(frozenThreats(threats)) };
  }
  const version = await context.tx.threatModelVersion.findFirst({
    where: { threatModelId: model.id, number: Number(asked) },
  });
  if (!version)
    throw new Invalid([{ path: "from", message: `There is no version ${asked}. Choose one of the list.` }]);
  const { drawing } = await drawingOf(context, version.drawingId);
  return {
    name: `${version.number} ${version.name}`,
    drawing,
    threats: frozenThreat.array().parse(version.threats),
  };
}

function threatsBetween(before: readonly Frozen[], after: readonly Frozen[]) {
  const [was, is] = [before, after].map((all) => new Map(all.map((one) => [one.key, one])));
  const named = ({ ref, title, state }: Frozen) => ({ ref, title, state });
  const differs = (one: Frozen, other: Frozen) => JSON.stringify(one) !== JSON.stringify(other);
  return {
    added: after.filter(({ key }) => !was?.has(key)).map(named),
    removed: before.filter(({ key }) => !is?.has(key)).map(named),
    changed: after.flatMap((one) => {
      const former = was?.get(one.key);
      return former && differs(former, one) ? [{ ...named(one), before: former.state }] : [];
    }),
  };
}
