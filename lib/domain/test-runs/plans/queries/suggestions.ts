import "server-only";
import * as z from "zod";
import { visibleTo as visibleControls } from "@/lib/domain/controls/access";
import { controlRef } from "@/lib/domain/controls/rules";
import { visibleTo as visibleSystems } from "@/lib/domain/inventory/systems/access";
import { testRunsRead, visibleTo } from "@/lib/domain/test-runs/access";
import { suggestedLimits, suggestionsFor } from "@/lib/domain/test-runs/plans/suggest";
import { threatClasses } from "@/lib/domain/test-runs/threat-classes";
import { visibleTo as visibleThreatModels } from "@/lib/domain/threat-models/access";
import { families } from "@/lib/domain/threat-models/schema";
import { NotFound } from "@/lib/platform/errors/public-error";
import { query } from "@/lib/platform/operation/operation";

const ruledOut = ["not-applicable", "avoided", "superseded"];

/** The tests that the facts of an AI system speak for and that its plan lacks, each with the reason; none is planned by itself. */
export const suggestPlan = query({
  name: "planned-tests.suggest",
  summary: "The tests that the facts of an AI system speak for and its plan lacks",
  permission: testRunsRead,
  input: z.strictObject({ systemId: z.uuid({ error: "Is not the id of a record." }) }),
  run: async (context, { systemId }) => {
    const { tx, actor } = context;
    const system = await tx.system.findFirst({
      where: { AND: [{ id: systemId }, visibleSystems(actor)] },
      select: { id: true, name: true },
    });
    if (!system) throw new NotFound();
    const planned = await tx.plannedTest.findMany({
      where: { AND: [{ systemId, retiredAt: null }, visibleTo(context)] },
    });
    const links = await tx.controlCheck.findMany({
      where: { systemId, removedAt: null, control: { is: await visibleControls(context) } },
      include: { control: { select: { id: true, number: true, title: true } } },
      orderBy: { id: "asc" },
    });
    const threats = await tx.threat.groupBy({
      by: ["family"],
      where: {
        model: { is: { AND: [{ systemId }, visibleThreatModels(context)] } },
        state: { notIn: ruledOut },
      },
      _count: true,
    });
    const count = new Map(threats.map(({ family, _count }) => [family, _count]));
    const rows = suggestionsFor({
      planned,
      links: links.map(({ control: { number, ...control }, ...link }) => ({
        ...link,
        control: { ...control, ref: controlRef(number) },
      })),
      families: families.flatMap(({ value, label }) => {
        const many = count.get(value);
        return many ? [{ family: value, label, threats: many }] : [];
      }),
      classes: new Map([...threatClasses().values()].map(({ key, name }) => [key, name])),
    });
    return { system, rows: rows.map((one) => ({ ...suggestedLimits, ...one })) };
  },
});
