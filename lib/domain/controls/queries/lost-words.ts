import "server-only";
import * as z from "zod";
import { controlsRead, libraryVisibleTo } from "@/lib/domain/controls/access";
import { labelIn, mappingRelations } from "@/lib/domain/controls/library/schema";
import { ownControlRef, readMappings } from "@/lib/domain/controls/own/rules";
import { crosswalkSaid } from "@/lib/domain/controls/queries/coverage-ground";
import { frameworkNamed, linesOf } from "@/lib/domain/frameworks/queries/in-force";
import { type Context, query } from "@/lib/platform/operation/operation";
import { withinUnits } from "@/lib/platform/operation/within-units";

/** What somebody said of a requirement that a version of its framework no longer has; it is kept and counts no more. */
interface LostWord {
  id: string;
  ref: string;
  what: "finding" | "exclusion" | "crosswalk" | "mapping";
  words: string;
  /** Where it was said; null for the whole organisation. */
  unit: string | null;
  at: string;
}

/**
 * What was said of requirements that a framework no longer has, as far as the actor sees it: of the version in force, or of
 * another one that is named, such as a draft.
 */
export const lostWords = query({
  name: "coverage.lostWords",
  summary: "What was said of requirements that a framework no longer has",
  permission: controlsRead,
  input: z.strictObject({
    framework: z.string().max(60),
    versionId: z.uuid({ error: "Is not the id of a record." }).optional(),
  }),
  run: async (context, { framework, versionId }) => {
    const { tx } = context;
    const lines =
      versionId === undefined
        ? (await frameworkNamed(tx, framework)).requirements
        : await linesOf(tx, versionId);
    const refs = lines.map(({ ref }) => ref);
    const gone = { framework, ref: { notIn: refs } };
    const here = withinUnits(context);
    const [findings, exclusions, crosswalk] = [
      await tx.requirementFinding.findMany({
        where: { ...gone, ...here },
        orderBy: [{ createdAt: "desc" }, { id: "desc" }],
      }),
      await tx.statementDeviation.findMany({
        where: { ...gone, ...here, removedAt: null },
        orderBy: [{ createdAt: "desc" }, { id: "desc" }],
      }),
      await crosswalkSaid(context),
    ];
    const units = await tx.unit.findMany({
      where: { id: { in: [...findings, ...exclusions].map(({ unitId }) => unitId) } },
      select: { id: true, name: true },
    });
    const nameOf = new Map(units.map(({ id, name }) => [id, name]));
    const known = new Set(refs);
    const placed = ({ unitId, createdAt }: { unitId: string; createdAt: Date }) => ({
      unit: nameOf.get(unitId) ?? "A unit above",
      at: createdAt.toISOString(),
    });
    const newest = new Map(
      findings.toReversed().map((one) => [`${one.unitId} ${one.systemId} ${one.ref}`, one]),
    );
    const rows: LostWord[] = [
      ...[...newest.values()].flatMap((one): LostWord[] =>
        one.verdict === "open"
          ? []
          : [
              {
                ...{ id: one.id, ref: one.ref, what: "finding", ...placed(one) },
                words: `${one.verdict === "fulfilled" ? "Fulfilled" : "Not fulfilled"}: ${one.reason}`,
              },
            ],
      ),
      ...exclusions.map(
        (one): LostWord => ({
          id: one.id,
          ref: one.ref,
          what: "exclusion",
          words: one.reason,
          ...placed(one),
        }),
      ),
      ...[...crosswalk.values()].flatMap((one): LostWord[] => {
        const ends = [
          [one.sourceFramework, one.sourceRef] as const,
          [one.targetFramework, one.targetRef] as const,
        ];
        return ends.flatMap(([key, ref], at): LostWord[] => {
          const [other, otherRef] = ends[1 - at] ?? ["", ""];
          return key !== framework || known.has(ref)
            ? []
            : [
                {
                  ...{ id: one.id, ref, what: "crosswalk", unit: null, at: one.createdAt.toISOString() },
                  words: `To ${other} ${otherRef}: ${one.reason}`,
                },
              ];
        });
      }),
      ...(await lostMappings(context, framework, known)),
    ];
    return { rows };
  },
});

async function lostMappings(
  context: Context,
  framework: string,
  known: ReadonlySet<string>,
): Promise<LostWord[]> {
  const own = await context.tx.ownControl.findMany({
    where: { AND: [await libraryVisibleTo(context), { requirements: { contains: framework } }] },
    orderBy: { number: "asc" },
  });
  return own.flatMap(({ id, number, title, requirements, updatedAt }) =>
    readMappings(requirements).mappings.flatMap((one): LostWord[] =>
      one.framework !== framework || known.has(one.ref)
        ? []
        : [
            {
              ...{ id, ref: one.ref, what: "mapping", unit: null, at: updatedAt.toISOString() },
              words: `${ownControlRef(number)} ${title}: ${labelIn(mappingRelations, one.relation)}`,
            },
          ],
    ),
  );
}
