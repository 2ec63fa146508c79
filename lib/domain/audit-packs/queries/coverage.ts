import "server-only";
import * as z from "zod";
import { controlsRead } from "@/lib/domain/controls/access";
import { coverageAt } from "@/lib/domain/controls/queries/coverage";
import { placeOf, readGround, spotsOf } from "@/lib/domain/controls/queries/coverage-ground";
import { libraryInForce } from "@/lib/domain/controls/queries/library-in-force";
import { readStatement } from "@/lib/domain/controls/queries/statement";
import { statementKind } from "@/lib/domain/controls/schema";
import { liveDecisions } from "@/lib/domain/decisions/queries";
import { frameworkNamed } from "@/lib/domain/frameworks/queries/in-force";
import type { Framework } from "@/lib/domain/frameworks/schema";
import { query } from "@/lib/platform/operation/operation";
import { dayText } from "@/lib/platform/time/day";

/**
 * How far each framework is covered, in the unit or at each of these AI systems, and the unit's Statement of Applicability
 * with its approval: what it rests on is read once for all of them.
 */
export const packCoverage = query({
  name: "audit-packs.coverage",
  summary: "How far the frameworks of a pack are covered, and what applies",
  permission: controlsRead,
  timeoutMs: 300_000,
  input: z.strictObject({
    frameworks: z.array(z.string()),
    unitId: z.uuid(),
    systemIds: z.array(z.uuid()),
  }),
  run: async (context, { frameworks: keys, unitId, systemIds }) => {
    const frameworks: Framework[] = [];
    for (const key of keys) frameworks.push(await frameworkNamed(context.tx, key));
    const ground = await readGround(context);
    const judge = async (asked: { unitId?: string; systemId?: string }) => {
      const place = await placeOf(context, asked);
      return { place, spots: await spotsOf(context, place, frameworks, ground) };
    };
    const whole = await judge({ unitId });
    const at = systemIds.length === 0 ? [whole] : [];
    for (const systemId of systemIds) at.push(await judge({ systemId }));
    const { controls } = await libraryInForce(context.tx);
    const states = [];
    for (const framework of frameworks) {
      const { key } = framework;
      const statement = await readStatement(context, { framework: key, unitId }, whole.spots);
      const { pending, inForce } = await liveDecisions(context.tx, statementKind, statement.id);
      const approval = { pending: pending !== null, approved: inForce && { until: dayText(inForce.until) } };
      const places = at.map(({ place, spots }) => coverageAt(framework, place, spots, controls));
      states.push({ key, places, statement: { ...statement, ...approval } });
    }
    return states;
  },
});

/** How far one framework was covered: in the unit, or at each system that was chosen, with the unit's statement. */
export type FrameworkState = Awaited<ReturnType<typeof packCoverage.execute>>[number];
