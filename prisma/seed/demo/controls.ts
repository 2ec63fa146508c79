import "server-only";
import { readLibrary } from "@/lib/domain/controls/library/read-library";
import { libraryEdition } from "@/lib/domain/controls/library/schema";
import { statusAfterTest } from "@/lib/domain/controls/rules";
import type { Change } from "@/lib/platform/audit/change";
import type { Transaction } from "@/lib/platform/database/client";
import { type Calendar, demoId } from "@/prisma/seed/demo/calendar";
import type { DemoContent } from "@/prisma/seed/demo/content";
import type { Ids } from "@/prisma/seed/demo/organisation";
import type { Step } from "@/prisma/seed/demo/step";

type DemoControl = DemoContent["controls"][number];

/** Returns the key of a control of the demo: where it holds, and which one of the library it is. */
export function controlKey({ control, system, unit }: DemoControl): string {
  return `${system ?? unit}/${control}`;
}

/** Creates the controls of the demo with their tests; returns the changes for the audit trail. */
export async function loadControls(
  tx: Transaction,
  { controls, systems, risks }: DemoContent,
  ids: Ids,
  calendar: Calendar,
): Promise<Change[]> {
  const unitOf = new Map(systems.map(({ key, unit }) => [key, unit]));
  const riskUnit = new Map(risks.map(({ key, unit }) => [key, ids.unit(unit)]));
  const changes: Change[] = [];
  for (const one of controls) {
    const { control: libraryKey, system, unit, owner, status, reason, daysAgo, every, how, tests } = one;
    const shipped = readLibrary().byKey.get(libraryKey);
    if (!shipped) throw new Error(`controls.yaml: the library has no control ${libraryKey}.`);
    const unitId = ids.unit((system ? unitOf.get(system) : unit) ?? "");
    const ownerId = ids.person(owner);
    const record = await tx.control.create({
      data: {
        id: demoId("controls", controlKey(one)),
        ...{ title: shipped.title, kind: shipped.kind, libraryKey, libraryEdition, unitId, ownerId, status },
        proposedBecause: system ? shipped.because : null,
        systemId: system ? demoId("systems", system) : null,
        statusReason: reason ?? null,
        implementation: how ?? null,
        lowersLikelihood: shipped.effectiveness.likelihood,
        lowersImpact: shipped.effectiveness.impact,
        testEveryDays: every,
        ...outcomeOf(one, calendar),
        createdById: ownerId,
        createdAt: calendar.ago(daysAgo),
        version: tests.length + 1,
      },
    });
    if (tests.length > 0)
      await tx.controlTest.createMany({
        data: tests.map((test) => ({
          ...{ controlId: record.id, unitId, outcome: test.outcome, note: test.note },
          testedOn: calendar.day({ daysAgo: test.daysAgo }) as Date,
          testedById: ids.person(test.by),
          createdAt: calendar.ago(test.daysAgo),
        })),
      });
    for (const risk of one.lowers)
      await tx.controlRisk.create({
        data: {
          ...{ controlId: record.id, riskId: demoId("risks", risk), unitId: riskUnit.get(risk) ?? "" },
          ...{ createdById: ownerId, createdAt: record.createdAt },
        },
      });
    changes.push({ subject: { type: "controls", id: record.id, unitId }, before: null, after: record });
  }
  return changes;
}

// What a control says of its tests after the first so many of them.
function outcomeOf({ tests, every }: DemoControl, calendar: Calendar, count = tests.length) {
  const done = tests.slice(0, count);
  const newest = done.at(-1);
  const shown = done.findLast(({ outcome }) => outcome === "passed" || outcome === "failed");
  return {
    lastOutcome: newest?.outcome ?? null,
    lastTestedOn: newest ? calendar.day({ daysAgo: newest.daysAgo }) : null,
    nextTestOn: shown ? calendar.day({ inDays: every - shown.daysAgo }) : null,
  };
}

/** Returns the states that a control went through: when it was adopted, and each test. */
export function controlSteps(
  { controls }: DemoContent,
  id: string | null,
  after: object,
  ids: Ids,
  calendar: Calendar,
): Step[] {
  const one = controls.find((candidate) => demoId("controls", controlKey(candidate)) === id);
  if (!one) return [];
  const { owner, daysAgo, tests } = one;
  const adopted = calendar.ago(daysAgo);
  const first = tests.length > 0 ? "implemented" : one.status;
  let status: string = first;
  const steps = tests.map((test, index) => {
    status = statusAfterTest(status, test.outcome);
    const at = calendar.ago(test.daysAgo);
    const then = { ...outcomeOf(one, calendar, index + 1), status, version: index + 2, updatedAt: at };
    return { action: "controls.test", by: ids.person(test.by), at, after: { ...after, ...then } };
  });
  const begun = { ...outcomeOf(one, calendar, 0), status: first, version: 1, updatedAt: adopted };
  return [
    { action: "controls.adopt", by: ids.person(owner), at: adopted, after: { ...after, ...begun } },
    ...steps,
  ];
}
