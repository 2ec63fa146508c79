import "server-only";
import * as z from "zod";
import { frameworksRead } from "@/lib/domain/frameworks/access";
import { comparisonOf } from "@/lib/domain/frameworks/comparison";
import { crosswalkInForce } from "@/lib/domain/frameworks/queries/crosswalk";
import { frameworkNamed, frameworksInForce } from "@/lib/domain/frameworks/queries/in-force";

import type { CrosswalkRow, Framework } from "@/lib/domain/frameworks/schema";
import { treeOf } from "@/lib/domain/frameworks/tree";
import { query } from "@/lib/platform/operation/operation";

const key = z.string().max(60);

function headOf({ requirements, ...head }: Framework) {
  const assessable = requirements.filter((one) => one.assessable).length;
  return { ...head, lines: requirements.length, assessable };
}

// The frameworks that a row of the crosswalk joins with this one, by key and name.
function partnersOf(name: string, all: readonly Framework[], rows: readonly CrosswalkRow[]) {
  const pairs = rows.map(({ source, target }) => [source.framework, target.framework]);
  const partners = pairs.flatMap((pair) => (pair.includes(name) ? pair.filter((one) => one !== name) : []));
  return [...new Set(partners)].flatMap((key) => {
    const partner = all.find((one) => one.key === key);
    return partner ? [{ key, name: partner.name }] : [];
  });
}

/** The frameworks with their versions, how many lines each has, how many can be fulfilled, and with which it is compared. */
export const listFrameworks = query({
  name: "frameworks.list",
  summary: "The laws and standards",
  permission: frameworksRead,
  input: z.strictObject({}),
  run: async ({ tx }) => {
    const all = await frameworksInForce(tx);
    const rows = await crosswalkInForce(tx);
    return {
      entries: all.map((framework) => ({
        ...headOf(framework),
        partners: partnersOf(framework.key, all, rows),
      })),
    };
  },
});

/** One framework as a tree, narrowed down to the lines in which every word occurs. */
export const getFramework = query({
  name: "frameworks.get",
  summary: "One law or standard with its requirements",
  permission: frameworksRead,
  input: z.strictObject({ key, q: z.string().max(200).optional() }),
  run: async ({ tx }, { key: name, q = "" }) => {
    const framework = await frameworkNamed(tx, name);
    const all = await frameworksInForce(tx);
    const words = q.toLowerCase().split(/\s+/).filter(Boolean);
    return {
      ...headOf(framework),
      partners: partnersOf(name, all, await crosswalkInForce(tx)),
      ...treeOf(framework, all, words),
    };
  },
});

/** The lines of a framework by reference and title, and which of them can be fulfilled: what a control or a question may name. */
export const listRequirements = query({
  name: "frameworks.requirements",
  summary: "The lines of a law or standard by reference and title",
  permission: frameworksRead,
  input: z.strictObject({ key }),
  run: async ({ tx }, { key: name }) => {
    const { requirements } = await frameworkNamed(tx, name);
    return {
      rows: requirements.map(({ ref, title, assessable }) => ({ ref, title, assessable })),
    };
  },
});

/** What the crosswalk says from one framework to another: what carries over, what is only related, what is judgement. */
export const compareFrameworks = query({
  name: "frameworks.compare",
  summary: "What fulfilling one framework means for another",
  permission: frameworksRead,
  input: z.strictObject({ from: key, to: key }),
  run: async ({ tx }, input) => {
    const [from, to] = [await frameworkNamed(tx, input.from), await frameworkNamed(tx, input.to)];
    return { from: headOf(from), to: headOf(to), ...comparisonOf(await crosswalkInForce(tx), from, to) };
  },
});
