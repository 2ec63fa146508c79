import "server-only";
import { packsBuild } from "@/lib/domain/audit-packs/access";
import { leftOutOptions, packFields, packRecord } from "@/lib/domain/audit-packs/schema";
import { licensedTextsRead } from "@/lib/domain/frameworks/access";
import { frameworksInForce } from "@/lib/domain/frameworks/queries/in-force";
import { visibleTo as visibleSystems } from "@/lib/domain/inventory/systems/access";
import { timeZoneOf } from "@/lib/domain/organization/settings/queries";
import { authorOf, may } from "@/lib/platform/access/actor";
import { type FieldProblem, Invalid } from "@/lib/platform/errors/public-error";
import { startJob } from "@/lib/platform/jobs/start-job";
import { type Context, command } from "@/lib/platform/operation/operation";
import { createInput } from "@/lib/platform/schema/shape";
import { dayIn, storedDay } from "@/lib/platform/time/day";

const input = createInput(packFields);
type Asked = ReturnType<typeof input.parse>;

/** Starts to build an audit pack as its maker, with what they may read; a job does the work and tells how far it is. */
export const createPack = command({
  name: "audit-packs.create",
  summary: "Build an audit pack",
  permission: packsBuild,
  input,
  output: packRecord,
  run: async (context, asked) => {
    const { tx, actor, now } = context;
    const problems = await problemsOf(context, asked);
    if (problems.length > 0) throw new Invalid(problems);
    const { periodFrom, asOf, ...plain } = asked;
    const pack = await tx.auditPack.create({
      data: {
        ...plain,
        frameworks: (await frameworksInForce(tx))
          .map(({ key }) => key)
          .filter((key) => asked.frameworks.includes(key)),
        leftOut: leftOutOptions.map(({ value }) => value).filter((value) => asked.leftOut.includes(value)),
        systemIds: [...asked.systemIds].sort(),
        periodFrom: storedDay(periodFrom) ?? now,
        asOf: storedDay(asOf) ?? now,
        createdById: authorOf(actor),
        createdAt: now,
      },
    });
    const jobId = await startJob(context, {
      kind: "audit-packs.build",
      input: { id: pack.id },
      unitId: pack.unitId,
    });
    const after = await tx.auditPack.update({ where: { id: pack.id }, data: { jobId } });
    const { contents: _none, ...facts } = after;
    return {
      result: { id: after.id, number: after.number, version: after.version, jobId },
      change: {
        subject: { type: "audit-packs", id: after.id, unitId: after.unitId },
        before: null,
        after: facts,
      },
    };
  },
});

async function problemsOf(context: Context, asked: Asked): Promise<FieldProblem[]> {
  const { tx, actor, now } = context;
  const today = dayIn(await timeZoneOf(tx), now);
  const unit =
    may(actor, packsBuild, asked.unitId) && (await tx.unit.findUnique({ where: { id: asked.unitId } }));
  const systems = unit
    ? await tx.system.count({
        where: {
          AND: [
            { id: { in: asked.systemIds }, unit: { path: { startsWith: unit.path } } },
            visibleSystems(actor),
          ],
        },
      })
    : 0;
  const known = new Set((await frameworksInForce(tx)).map(({ key }) => key));
  const wrong: [boolean, string, string][] = [
    [!unit, "unitId", "There is no such business unit of which you may build packs. Choose another."],
    [
      Boolean(unit) && systems < asked.systemIds.length,
      "systemIds",
      "Not all of these AI systems are in the unit or below it. Choose again.",
    ],
    [
      asked.frameworks.some((key) => !known.has(key)),
      "frameworks",
      "There is no such framework. Choose from the list.",
    ],
    [
      asked.added.includes("licensed-texts") && !may(actor, licensedTextsRead, asked.unitId),
      "added",
      "You may not read licensed texts, and cannot add them. Leave them out.",
    ],
    [asked.asOf > today, "asOf", `This day is yet to come. Choose ${today} or an earlier day.`],
    [
      asked.periodFrom > asked.asOf,
      "periodFrom",
      "The period begins after the day of the pack. Choose an earlier day.",
    ],
  ];
  return wrong.flatMap(([is, path, message]) => (is ? [{ path, message }] : []));
}
