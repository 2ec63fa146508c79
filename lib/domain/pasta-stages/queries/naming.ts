import "server-only";
import * as z from "zod";
import { stageName } from "@/lib/domain/pasta-stages/queries/find";
import { stageHref, stageRef } from "@/lib/domain/pasta-stages/rules";
import { lists, storedEntries } from "@/lib/domain/pasta-stages/schema";
import { threatModelsRead, visibleTo } from "@/lib/domain/threat-models/access";
import type { Prisma } from "@/lib/platform/database/generated/client";
import { Invalid } from "@/lib/platform/errors/public-error";
import { query } from "@/lib/platform/operation/operation";

const id = z.uuid({ error: "Is not the id of a record." });

/** What of a stage names a record: a weakness its threats and evidence, an abuse case its threats. */
const places = [
  { list: "weaknesses", key: "evidenceIds", of: "evidenceId" },
  { list: "weaknesses", key: "threatIds", of: "threatId" },
  { list: "abuseCases", key: "threatIds", of: "threatId" },
] as const;

const most = 200;

/** The entries of PASTA stages that name a piece of evidence or a threat, of the threat models that the actor may read. */
export const stagesNaming = query({
  name: "pasta-stages.naming",
  summary: "What stages of PASTA say of a piece of evidence or a threat",
  permission: threatModelsRead,
  input: z.strictObject({ evidenceId: id.optional(), threatId: id.optional() }),
  run: async (context, wanted) => {
    const asked = places.flatMap((place) => {
      const sought = wanted[place.of];
      return sought === undefined ? [] : [{ ...place, sought }];
    });
    if (asked.length === 0)
      throw new Invalid([{ path: "evidenceId", message: "Name a piece of evidence or a threat." }]);
    const names = asked.map(
      ({ list, key, sought }): Prisma.PastaStageWhereInput => ({
        entries: { path: [list], array_contains: [{ [key]: [sought] }] },
      }),
    );
    const found = await context.tx.pastaStage.findMany({
      where: { OR: names, model: { is: { AND: [visibleTo(context), { approach: { not: "stride" } }] } } },
      include: { model: { select: { number: true, title: true } } },
      orderBy: [{ threatModelId: "asc" }, { stage: "asc" }],
      take: most,
    });
    return {
      rows: found.flatMap((row) => {
        const entries = storedEntries.parse(row.entries);
        return asked.flatMap(({ list, key, sought }) =>
          entries[list]
            .filter((entry) => (entry as Partial<Record<typeof key, string[]>>)[key]?.includes(sought))
            .map((entry) => ({
              ...{ id: entry.id, text: entry.text, list, one: lists[list].one, state: row.state },
              ...{ ref: stageRef(row.model.number, row.stage), name: stageName(row.stage) },
              ...{ model: row.model.title, href: stageHref(row.threatModelId, row.stage) },
            })),
        );
      }),
    };
  },
});
