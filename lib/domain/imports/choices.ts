import "server-only";
import * as z from "zod";
import { importsRun } from "@/lib/domain/imports/access";
import { exampleConcepts } from "@/lib/domain/imports/downloads";
import { importConcepts } from "@/lib/domain/imports/schema";
import { importTargets } from "@/lib/domain/imports/targets";
import { topUnit } from "@/lib/domain/organization/settings/setting";
import { may } from "@/lib/platform/access/actor";
import { query } from "@/lib/platform/operation/operation";

/** What this person may import, and into which business units; each unit by its path within what they may see. */
export const listImportTargets = query({
  name: "imports.targets",
  summary: "What may be imported, and into which business units",
  permission: importsRun,
  input: z.strictObject({}),
  run: async ({ tx, actor }) => {
    const units = await tx.unit.findMany({ select: { id: true, name: true, path: true } });
    const top = await topUnit(tx);
    const nameOf = new Map(units.map(({ id, name }) => [id, name]));
    const named = units
      .map(({ id, path }) => ({
        id,
        name: path
          .split("/")
          .slice(0, -1)
          .map((step) => nameOf.get(step) ?? "")
          .join(" / "),
      }))
      .sort((a, b) => a.name.localeCompare(b.name));
    const targets = importConcepts.flatMap(({ value, label }) => {
      const target = importTargets.find(({ concept }) => concept === value);
      const open = target
        ? named.filter(({ id }) => may(actor, target.create, id) && (!target.atTop || id === top))
        : [];
      return open.length > 0
        ? [
            {
              concept: value,
              label,
              units: open,
              example: exampleConcepts.some((concept) => concept === value),
            },
          ]
        : [];
    });
    return { targets };
  },
});
