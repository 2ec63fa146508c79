import "server-only";
import { v5 } from "uuid";
import * as z from "zod";
import { controlsApprove, controlsEdit, controlsRead } from "@/lib/domain/controls/access";
import { worstOf } from "@/lib/domain/controls/coverage/rules";
import type { CoverageState } from "@/lib/domain/controls/coverage/schema";
import { placeOf, type Spot, spotsOf } from "@/lib/domain/controls/queries/coverage-ground";
import { statementKind } from "@/lib/domain/controls/schema";
import { liveDecisions } from "@/lib/domain/decisions/queries";
import { signingRights } from "@/lib/domain/decisions/rules";
import { frameworkNamed } from "@/lib/domain/frameworks/queries/in-force";
import type { Framework, Requirement } from "@/lib/domain/frameworks/schema";
import { may } from "@/lib/platform/access/actor";
import { type Context, query } from "@/lib/platform/operation/operation";
import { notStorable, storable } from "@/lib/platform/schema/field";
import { dayText } from "@/lib/platform/time/day";

/** Which statement: of a framework, for a business unit. */
export const statementInput = {
  framework: z.string().max(60).refine(storable, { error: notStorable }),
  unitId: z.uuid({ error: "Is not the id of a record." }),
};

/** What a line of a statement is: whether the requirement applies, why, how it is covered, and by which controls. */
interface StatementLine {
  ref: string;
  title: string;
  applicable: boolean;
  /** The reason of an exclusion; null where it applies, which is the default and stored nowhere. */
  reason: string | null;
  /** The unit that excluded it. */
  excludedAt: string | null;
  state: CoverageState;
  controls: { id: string; ref: string; title: string; status: string }[];
}

const namespace = "0b0f3c52-5d0a-4b3e-8f0e-2f5f6c1f9a77";

/** Returns the id under which decisions on the statement of a framework for a unit are kept. */
export function statementId(framework: string, unitId: string): string {
  return v5(`${framework}/${unitId}`, namespace);
}

/** Returns the framework with the requirements that a statement lists: its controls where it has such, else all that can be fulfilled; throws NotFound. */
export async function statementFramework(
  { tx }: Pick<Context, "tx">,
  key: string,
): Promise<{ framework: Framework; lines: readonly Requirement[] }> {
  const framework = await frameworkNamed(tx, key);
  const assessable = framework.requirements.filter((one) => one.assessable);
  const controls = assessable.filter(({ kind }) => kind === "control");
  return { framework, lines: controls.length > 0 ? controls : assessable };
}

/** Returns the statement as every door shows it; `judged` are the spots of its unit where they are known already. Throws NotFound outside the actor's scope. */
export async function readStatement(
  context: Context,
  { framework: key, unitId }: { framework: string; unitId: string },
  judged?: readonly Spot[],
) {
  const { framework, lines } = await statementFramework(context, key);
  const place = await placeOf(context, { unitId });
  const spots = judged ?? (await spotsOf(context, place, [framework]));
  const controlsFor = controlsAt(spots);
  const above = place.unit.path.split("/").filter(Boolean);
  const deviations = await context.tx.statementDeviation.findMany({
    where: { framework: key, unitId: { in: above }, removedAt: null },
    orderBy: [{ createdAt: "asc" }, { id: "asc" }],
  });
  const units = await context.tx.unit.findMany({
    where: { id: { in: above } },
    select: { id: true, name: true },
  });
  const unitName = new Map(units.map(({ id, name }) => [id, name]));
  const excluded = new Map(deviations.map((one) => [one.ref, one]));
  return {
    id: statementId(key, unitId),
    framework: { key, name: framework.name, version: framework.version },
    unit: { id: place.unit.id, name: place.unit.name },
    lines: lines.map((line): StatementLine => {
      const deviation = excluded.get(line.ref);
      return {
        ...{ ref: line.ref, title: line.title, applicable: deviation === undefined },
        reason: deviation?.reason ?? null,
        excludedAt: deviation ? (unitName.get(deviation.unitId) ?? "A unit above") : null,
        state: deviation
          ? "excluded"
          : worstOf(spots.map(({ covered }) => covered.get(line.key)?.state ?? "open")),
        controls: deviation ? [] : controlsFor(line.key),
      };
    }),
  };
}

// One that is named in many lines is held once.
function controlsAt(spots: readonly Spot[]): (key: string) => StatementLine["controls"] {
  const every = new Map(
    spots
      .flatMap(({ controls }) => controls)
      .map(({ maps, id, ref, title, status }) => [id, { maps, shown: { id, ref, title, status } }]),
  );
  return (key) => [...every.values()].flatMap(({ maps, shown }) => (maps.has(key) ? [shown] : []));
}

export type Statement = Awaited<ReturnType<typeof readStatement>>;

/** Returns exactly what somebody who approves a statement has before them; the decision keeps it with its digest. */
export function statementSnapshot({ framework, unit, lines }: Statement): object {
  return {
    record: "statement-of-applicability",
    title: `${framework.name}, ${unit.name}`,
    framework,
    unit,
    lines: lines.map(({ controls, ...line }) => ({ ...line, controls: controls.map(({ ref }) => ref) })),
  };
}

/** The Statement of Applicability of a framework for a unit, its approval, and what the actor can do with it. */
export const getStatement = query({
  name: "statements.get",
  summary: "The Statement of Applicability of a framework for a business unit",
  permission: controlsRead,
  input: z.strictObject(statementInput),
  run: async (context, asked) => {
    const { actor } = context;
    const statement = await readStatement(context, asked);
    const { pending, inForce } = await liveDecisions(context.tx, statementKind, statement.id);
    const { unitId } = asked;
    const edit = may(actor, controlsEdit, unitId);
    const { notNow, ...signing } = signingRights(
      actor.personId,
      pending,
      may(actor, controlsApprove, unitId),
    );
    return {
      ...statement,
      pending: pending && { until: dayText(pending.until) },
      approved: inForce && { until: dayText(inForce.until) },
      can: {
        exclude: edit,
        ask: edit && pending === null,
        ...signing,
      },
      notNow,
    };
  },
});
