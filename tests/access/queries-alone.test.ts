import { beforeAll, describe, expect, test } from "vitest";
import * as z from "zod";
import type { Actor } from "@/lib/platform/access/actor";
import { PublicError } from "@/lib/platform/errors/public-error";
import { addressed, conceptOf } from "@/tests/access/addressed";
import { idsOf, mixedCompany, policies, readerOfOneHalf } from "@/tests/access/mixed-company";
import { sampleInput } from "@/tests/access/sample-input";

// The wall in the queries, tested alone by what it lets through: with the policies of the database taken away, each query answers
// exactly as it does with them, also what it tells of records that are linked, counted or named beside the one that was asked for.

const queries = addressed.filter(({ route, operation }) => operation.kind === "query" && !route.open);
type Query = (typeof queries)[number]["operation"];
type Input = Record<string, unknown>;

let reader: Actor;
let ids: ReadonlyMap<string, readonly string[]>;
const counted = { asked: 0, answered: 0 };

beforeAll(async () => {
  await mixedCompany();
  reader = await readerOfOneHalf();
  ids = await idsOf(most);
});

const most = 16;
const subjects = ["systems", "controls", "models", "evidence", "findings", "threats", "threat-models"];
// Words that many records of the demo hold.
const sought = ["claims", "agent", "model", "review", "member"].map((q) => ({ q }));

/** Returns inputs that name other records each, and those that name none. */
async function inputsOf(query: Query): Promise<Input[]> {
  const { input } = query;
  const takesWords = input instanceof z.ZodObject && "q" in input.shape;
  const made: Input[] = [{}, { limit: 200 }, ...(takesWords ? sought : [])];
  for (let number = 0; number < most; number += 1) {
    const nth = async (concept: string) => {
      const of = ids.get(concept) ?? [];
      return of[number % Math.max(of.length, 1)] ?? "0198b0c2-7e00-7000-8000-000000000000";
    };
    made.push(await sampleInput(input, conceptOf(query), nth));
    const takes = (field: string) => input instanceof z.ZodObject && field in input.shape;
    for (const subjectType of takes("subjectId") ? subjects : [])
      made.push({ ...made.at(-1), subjectType, subjectId: await nth(subjectType) });
    for (const concept of takes("recordId") ? subjects : []) made.push({ recordId: await nth(concept) });
  }
  return [...new Map(made.map((one) => [JSON.stringify(one), one])).values()];
}

/**
 * Leaves out what a line of a history says of a record that was named in it: whether it may still be named is up to the database. In
 * which order equal records come is up to it, too.
 */
function compared(_key: string, value: unknown): unknown {
  if (Array.isArray(value)) return value.map((one) => JSON.stringify(one)).sort();
  if (typeof value === "string") return value.split(/, |\n/).sort();
  const { label, before, after, ...rest } = (value ?? {}) as Input;
  const isLine = label !== undefined && before !== undefined && after !== undefined;
  return isLine && Object.keys(rest).length === 0 ? { label } : value;
}

async function answerTo(query: Query, input: Input): Promise<unknown> {
  try {
    return JSON.parse(JSON.stringify(await query.receive(reader, input)), compared);
  } catch (error) {
    if (error instanceof PublicError) return { refused: `${error.constructor.name}: ${error.message}` };
    throw error;
  }
}

describe("without the policies of the database, every query says what it says with them", () => {
  test.each(queries)("$name", async ({ operation }) => {
    const inputs = await inputsOf(operation);
    const withBoth: unknown[] = [];
    for (const input of inputs) withBoth.push(await answerTo(operation, input));
    await policies("disable");
    try {
      for (const [number, input] of inputs.entries())
        expect([input, await answerTo(operation, input)]).toEqual([input, withBoth[number]]);
    } finally {
      await policies("enable");
    }
    counted.asked += inputs.length;
    counted.answered += withBoth.filter((answer) => !(answer as Input | null)?.["refused"]).length;
  });

  test("and more than half of them answered, so that this proves something", () => {
    expect(counted.answered).toBeGreaterThan(counted.asked / 2);
    expect(counted.asked).toBeGreaterThan(queries.length * 3);
  });
});
