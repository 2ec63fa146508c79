import "server-only";
import * as z from "zod";
import { frameworksRead } from "@/lib/domain/frameworks/access";
import { comparisonOf } from "@/lib/domain/frameworks/comparison";
import { shippedCrosswalk, shippedFrameworks } from "@/lib/domain/frameworks/queries/shipped";
import type { Framework } from "@/lib/domain/frameworks/schema";
import { treeOf } from "@/lib/domain/frameworks/tree";
import { NotFound } from "@/lib/platform/errors/public-error";
import { query } from "@/lib/platform/operation/operation";

const key = z.string().max(60);

function frameworkNamed(name: string): Framework {
  const found = shippedFrameworks().find((one) => one.key === name);
  if (!found) throw new NotFound();
  return found;
}

function headOf({ requirements, ...head }: Framework) {
  const assessable = requirements.filter((one) => one.assessable).length;
  return { ...head, lines: requirements.length, assessable };
}

// The frameworks that a row of the crosswalk joins with this one, by key and name.
function partnersOf(name: string): { key: string; name: string }[] {
  const pairs = shippedCrosswalk().map(({ source, target }) => [source.framework, target.framework]);
  const partners = pairs.flatMap((pair) => (pair.includes(name) ? pair.filter((one) => one !== name) : []));
  return [...new Set(partners)].map(frameworkNamed).map((one) => ({ key: one.key, name: one.name }));
}

/** The frameworks with their versions, how many lines each has, how many can be fulfilled, and with which it is compared. */
export const listFrameworks = query({
  name: "frameworks.list",
  summary: "The laws and standards",
  permission: frameworksRead,
  input: z.strictObject({}),
  run: async () => ({
    entries: shippedFrameworks().map((framework) => ({
      ...headOf(framework),
      partners: partnersOf(framework.key),
    })),
  }),
});

/** One framework as a tree, narrowed down to the lines in which every word occurs. */
export const getFramework = query({
  name: "frameworks.get",
  summary: "One law or standard with its requirements",
  permission: frameworksRead,
  input: z.strictObject({ key, q: z.string().max(200).optional() }),
  run: async (_context, { key: name, q = "" }) => {
    const framework = frameworkNamed(name);
    const words = q.toLowerCase().split(/\s+/).filter(Boolean);
    return {
      ...headOf(framework),
      partners: partnersOf(name),
      ...treeOf(framework, shippedFrameworks(), words),
    };
  },
});

/** What the crosswalk says from one framework to another: what carries over, what is only related, what is judgement. */
export const compareFrameworks = query({
  name: "frameworks.compare",
  summary: "What fulfilling one framework means for another",
  permission: frameworksRead,
  input: z.strictObject({ from: key, to: key }),
  run: async (_context, input) => {
    const [from, to] = [frameworkNamed(input.from), frameworkNamed(input.to)];
    return { from: headOf(from), to: headOf(to), ...comparisonOf(shippedCrosswalk(), from, to) };
  },
});
