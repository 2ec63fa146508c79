import "server-only";
import * as z from "zod";
import { assertMay, controlsEdit } from "@/lib/domain/controls/access";
import { fitOf } from "@/lib/domain/controls/applicability/rules";
import { controlAnswer, controlChange } from "@/lib/domain/controls/commands/write-control";
import type { LibraryControl } from "@/lib/domain/controls/library/schema";
import { systemWithFacts } from "@/lib/domain/controls/queries/applicability";
import { libraryInForce } from "@/lib/domain/controls/queries/library-in-force";
import { controlFields } from "@/lib/domain/controls/schema";
import { personProblems } from "@/lib/domain/organization/people/access";
import { unitProblems } from "@/lib/domain/organization/units/access";
import { authorOf } from "@/lib/platform/access/actor";
import type { Change } from "@/lib/platform/audit/change";
import { Invalid } from "@/lib/platform/errors/public-error";
import { type Context, command } from "@/lib/platform/operation/operation";

const keys = z
  .array(z.string().max(100), { error: "Choose at least one control of the library." })
  .min(1, "Choose at least one control of the library.")
  .max(250, "Choose at most 250 controls at a time.");

/**
 * Adopts controls of the library as planned, for an AI system or for a whole unit, each with the rule that proposed it.
 * What is adopted there already is left out and counted.
 */
export const adoptControls = command({
  name: "controls.adopt",
  summary: "Adopt controls of the library",
  permission: controlsEdit,
  input: z.strictObject({
    keys,
    systemId: controlFields.systemId.default(null),
    unitId: controlFields.unitId.optional(),
    ownerId: controlFields.ownerId.default(null),
  }),
  run: async (context, { keys: named, systemId, unitId, ownerId }) => {
    const where = await placeOf(context, systemId, unitId);
    const { byKey } = await libraryInForce(context.tx);
    const unknown = named.filter((key) => !byKey.has(key));
    const problems = [
      ...(await personProblems(context, { ownerId })),
      ...(unknown.length > 0
        ? [{ path: "keys", message: `The library has no control ${unknown.join(", ")}. Choose others.` }]
        : []),
    ];
    if (problems.length > 0) throw new Invalid(problems);
    const chosen = [...new Set(named)].flatMap((key) => byKey.get(key) ?? []);
    const written = await write(context, chosen, where, systemId, ownerId);
    return {
      result: {
        controls: written.map(controlAnswer),
        adopted: written.length,
        leftOut: chosen.length - written.length,
      },
      changes: written.map((control) => controlChange(null, control)),
    };
  },
});

/** Adopts controls of the library for an AI system, in a command of another concept; throws Forbidden where the actor may not. Returns the changes. */
export async function adoptInto(
  context: Context,
  { keys: named, systemId }: { keys: readonly string[]; systemId: string },
): Promise<Change[]> {
  const where = await placeOf(context, systemId, undefined);
  const { controls } = await libraryInForce(context.tx);
  const chosen = controls.filter(({ key }) => named.includes(key));
  return (await write(context, chosen, where, systemId, null)).map((one) => controlChange(null, one));
}

type Place = Awaited<ReturnType<typeof placeOf>>;

function write(
  { tx, actor }: Context,
  chosen: readonly LibraryControl[],
  { unitId, facts }: Place,
  systemId: string | null,
  ownerId: string | null,
) {
  return tx.control.createManyAndReturn({
    data: chosen.map((control) => ({
      ...{ title: control.title, kind: control.kind, libraryKey: control.key },
      libraryEdition: control.edition,
      ...{ unitId, systemId, ownerId, createdById: authorOf(actor) },
      proposedBecause: [control.because, ...(facts ? fitOf(control, facts).because : [])].join(" "),
      lowersLikelihood: control.effectiveness.likelihood,
      lowersImpact: control.effectiveness.impact,
    })),
    skipDuplicates: true,
  });
}

async function placeOf(context: Context, systemId: string | null, unitId: string | undefined) {
  const problems = await unitProblems(context, unitId);
  if (problems.length > 0) throw new Invalid(problems);
  if (systemId !== null) {
    const { unit, facts } = await systemWithFacts(context, systemId);
    assertMay(context.actor, controlsEdit, unit.id);
    return { unitId: unit.id, facts };
  }
  if (unitId === undefined)
    throw new Invalid([{ path: "unitId", message: "Choose the AI system or the business unit." }]);
  return { unitId, facts: null };
}
