import { globSync, readFileSync } from "node:fs";
import path from "node:path";
import type { Plugin } from "vitest/config";
import { instrument, namesIn, type Point } from "./points";

const root = path.resolve(import.meta.dirname, "../../..");
const operation = "lib/platform/operation/operation.ts";
const actor = "lib/platform/access/actor.ts";
const register = "lib/platform/register/register.ts";

/** What every operation and every register goes through, by its name: file, as it is, with the switch. */
const shared: readonly (readonly [string, string, string])[] = [
  [
    actor,
    "  if (!withinScopes(actor, permission)) return [];",
    "  if (globalThis.everyUnit) return [...globalThis.everyUnit]; if (!withinScopes(actor, permission)) return [];",
  ],
  // What the database is told stays as the actor's roles have it.
  [
    actor,
    "export function unitsWith(",
    "export function heldWith(actor, permission) { const every = globalThis.everyUnit; globalThis.everyUnit = undefined; try { return unitsWith(actor, permission); } finally { globalThis.everyUnit = every; } } export function unitsWith(",
  ],
  [operation, "  mayAnywhere,\n", "  heldWith,\n  mayAnywhere,\n"],
  [operation, "definition.permission ? unitsWith(actor,", "definition.permission ? heldWith(actor,"],
  [
    register,
    "await definition.count(context.tx, await definition.visibleTo(context));",
    "await definition.count(context.tx, globalThis.mutant?.('scope of register ' + definition.concept) ? {} : await definition.visibleTo(context));",
  ],
  [
    register,
    "AND: [await definition.visibleTo(context), ...conditions]",
    "AND: [globalThis.mutant?.('scope of register ' + definition.concept) ? {} : await definition.visibleTo(context), ...conditions]",
  ],
  [
    operation,
    "if (!mayAnywhere(actor, definition.permission)) throw",
    "if (!mayAnywhere(actor, definition.permission) && !globalThis.mutant?.('permission of ' + definition.name)) throw",
  ],
  [
    operation,
    "if (definition.systemOnly && actor.kind",
    "if (definition.systemOnly && !globalThis.mutant?.('system alone for ' + definition.name) && actor.kind",
  ],
  [
    operation,
    "if (definition.stepUp) assertSteppedUp",
    "if (definition.stepUp && !globalThis.mutant?.('step-up of ' + definition.name)) assertSteppedUp",
  ],
  [
    operation,
    "await appendAudit(actor, definition.name, [...changes, ...further]);",
    "if (changes.length + further.length > 0 && !globalThis.mutant?.('audit of ' + definition.name)) await appendAudit(actor, definition.name, [...changes, ...further]);",
  ],
];

const sources = () =>
  new Map(
    globSync("lib/{domain,platform}/**/*.ts", { cwd: root })
      .filter((file) => !file.includes("/generated/"))
      .map((file) => [file, readFileSync(path.join(root, file), "utf8")]),
  );

const names = namesIn(sources().values());

function switched(file: string, source: string) {
  const here = shared.filter(([of]) => of === file);
  for (const [, before] of here)
    if (!source.includes(before)) throw new Error(`${file} has no longer: ${before}`);
  const code = here.reduce((text, [, before, after]) => text.replace(before, () => after), source);
  return file === operation || file === register ? { code, points: [] } : instrument(file, code, names);
}

/** Returns every check in the product's source, without those of the operations by name. */
export function allPoints(): Point[] {
  return [...sources()].flatMap(([file, source]) => switched(file, source).points);
}

/** Gives the product, as the tests load it, a switch at each of its checks. */
export function mutants(): Plugin {
  return {
    name: "mutants",
    enforce: "pre",
    transform(source, id) {
      const file = path.relative(root, id.split("?")[0] ?? "");
      if (!/^lib\/(domain|platform)\/.*\.ts$/.test(file) || file.includes("/generated/")) return null;
      return { code: switched(file, source).code, map: null };
    },
  };
}
