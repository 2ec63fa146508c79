import "server-only";
import { controlsEdit, controlsRead, visibleTo } from "@/lib/domain/controls/access";
import type { LibraryControl } from "@/lib/domain/controls/library/schema";
import { todayOf } from "@/lib/domain/controls/queries/control";
import { libraryInForce } from "@/lib/domain/controls/queries/library-in-force";
import { rowInclude, toRow } from "@/lib/domain/controls/queries/row";
import {
  bulkControlFields,
  controlColumns,
  type Effect,
  effects,
  type TestState,
  testStates,
} from "@/lib/domain/controls/schema";
import type { Prisma } from "@/lib/platform/database/generated/client";
import { Invalid } from "@/lib/platform/errors/public-error";
import type { Context } from "@/lib/platform/operation/operation";
import { listOf } from "@/lib/platform/register/filter";
import { refNumber } from "@/lib/platform/register/reference";
import { register } from "@/lib/platform/register/register";
import { storedDay } from "@/lib/platform/time/day";

type Where = Prisma.ControlWhereInput;

/** The register of controls: list, count and batches. */
export const controlRegister = register<Where, Prisma.ControlOrderByWithRelationInput>({
  concept: "controls",
  title: "Controls",
  columns: controlColumns,
  permission: controlsRead,
  sort: "title",
  visibleTo,
  search: (words) => ({
    OR: [
      { title: { contains: words, mode: "insensitive" } },
      { number: { in: refNumber(words, "C") ?? [] } },
    ],
  }),
  filters: {
    libraryKey: (text) => ({ libraryKey: { in: listOf(text) } }),
  },
  lookups: {
    family: (text, context) => fromLibrary(context, ({ family }) => listOf(text).includes(family)),
    framework: (text, context) =>
      fromLibrary(context, ({ requirements }) =>
        requirements.some((one) => listOf(text).includes(one.framework)),
      ),
    /** By requirement: `iso-42001:A.7.3`. */
    requirement: (text, context) =>
      fromLibrary(context, ({ requirements }) =>
        requirements.some(({ framework, ref }) => `${framework}:${ref}` === text),
      ),
    test: testFilter,
    operating: operatingFilter,
    mine: (text, { actor }) =>
      text === "true" ? { ownerId: actor.personId } : { NOT: { ownerId: actor.personId } },
  },
  fetch: async (tx, what, context) => {
    const [today, library] = [await todayOf(context), await libraryInForce(tx)];
    return (await tx.control.findMany({ ...what, include: rowInclude })).map((read) => {
      const row = toRow(read, today, library);
      return { ...row, system: row.system ?? { id: row.unit.id, name: "The whole unit" } };
    });
  },
  count: (tx, where) => tx.control.count({ where }),
  looksBack: true,
  bulk: { permission: controlsEdit, fields: bulkControlFields },
});

async function fromLibrary({ tx }: Context, fits: (control: LibraryControl) => boolean): Promise<Where> {
  const { byKey } = await libraryInForce(tx);
  return { libraryKey: { in: [...byKey.values()].filter(fits).map(({ key }) => key) } };
}

// The same rules as testStateOf and operationOf, as conditions that the database can answer; a test holds them together.

function testsAt(today: Date): Record<TestState, Where> {
  return {
    never: { lastOutcome: null },
    passed: { lastOutcome: "passed", OR: [{ nextTestOn: null }, { nextTestOn: { gte: today } }] },
    stale: { lastOutcome: "passed", nextTestOn: { lt: today } },
    failed: { lastOutcome: "failed" },
    error: { lastOutcome: "error" },
    "not-run": { lastOutcome: "not-run" },
  };
}

async function testFilter(text: string, context: Context): Promise<Where> {
  const conditions = testsAt(storedDay(await todayOf(context)) ?? context.now);
  return { OR: chosen("test", text, testStates).map((state) => conditions[state as TestState]) };
}

async function operatingFilter(text: string, context: Context): Promise<Where> {
  const { passed } = testsAt(storedDay(await todayOf(context)) ?? context.now);
  const inPlace: Where = { status: { notIn: ["planned", "not-applicable"] } };
  const ruled: Where = { AND: [inPlace, { operation: null }] };
  const judged = (effect: Effect): Where => ({ AND: [inPlace, { operation: effect }] });
  const failed: Where = { OR: [{ lastOutcome: "failed" }, { status: "failed" }] };
  const works: Where = { AND: [passed, { status: "operating" }] };
  const conditions: Record<Effect, Where> = {
    effective: { OR: [judged("effective"), { AND: [ruled, works] }] },
    partly: judged("partly"),
    ineffective: { OR: [judged("ineffective"), { AND: [ruled, failed] }] },
    unknown: {
      OR: [
        { status: "planned" },
        judged("unknown"),
        {
          AND: [
            ruled,
            { status: { not: "failed" } },
            { OR: [{ lastOutcome: null }, { lastOutcome: { not: "failed" } }] },
            { NOT: works },
          ],
        },
      ],
    },
  };
  return { OR: chosen("operating", text, effects).map((effect) => conditions[effect as Effect]) };
}

function chosen(path: string, text: string, known: readonly { value: string }[]): string[] {
  const values = known.map(({ value }) => value);
  const wrong = listOf(text).find((value) => !values.includes(value));
  if (wrong === undefined) return listOf(text);
  throw new Invalid([{ path, message: `"${wrong}" is not a value of ${path}. Use: ${values.join(", ")}.` }]);
}
