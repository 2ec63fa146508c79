import "server-only";
import { createHash } from "node:crypto";
import * as z from "zod";
import { severities } from "@/lib/domain/test-runs/schema";
import { Invalid } from "@/lib/platform/errors/public-error";
import { readGuardedYaml } from "@/lib/platform/yaml/guarded-yaml";

const name = z.string().trim().min(1).max(200);
const share = z.number().min(0).max(1);
const day = z.iso.date();
const effect = z.enum(["block", "warn"]).default("block");

/** Which checks a rule is about; each part that is given narrows it. A star stands for any letters. */
const selection = z.strictObject({
  tool: name.optional(),
  check: name.optional(),
  class: name.optional(),
});
const worthOf = selection.extend({ severity: z.enum(severities).default("info") });

const findingsRule = z.strictObject({
  id: name,
  findings: worthOf,
  /** Whether findings that the baseline has as well are let through. */
  only_new: z.boolean().default(false),
  limit: z.number().int().nonnegative().default(0),
  effect,
});
const rateRule = z.strictObject({
  id: name,
  rate: selection,
  limit: share,
  minimum_cases: z.number().int().min(1).default(30),
  effect,
});

const policy = z.strictObject({
  id: name,
  version: z.number().int().positive(),
  mode: z.enum(["blocking", "advisory"]).default("blocking"),
  require: z
    .array(z.strictObject({ suite: name, minimum_cases: z.number().int().min(1).default(1) }))
    .max(100)
    .default([]),
  require_complete: z.boolean().default(true),
  /** Whether every test that the plan of the AI system asks for has to be met. */
  require_plan: z.boolean().default(false),
  /** Controls of the library for which a verdict is a test, by their keys. */
  controls: z.array(name).max(50).default([]),
  errors: z.strictObject({ limit: share }).default({ limit: 0.05 }),
  rules: z
    .array(z.union([findingsRule, rateRule], "A rule has either findings or rate, with a limit."))
    .min(1, "A policy has at least one rule.")
    .max(200),
  waivers: z
    .array(
      z.strictObject({ finding: name, until: day, by: name, reason: z.string().trim().min(1).max(2_000) }),
    )
    .max(1_000)
    .default([]),
});

/** The id of the rule about the test plan. */
export const planRule = "test-plan";

export type GatePolicy = z.infer<typeof policy>;
export type FindingsRule = z.infer<typeof findingsRule>;
export type RateRule = z.infer<typeof rateRule>;
export type Selection = z.infer<typeof selection>;
export type Waiver = GatePolicy["waivers"][number];

/** A policy and the digest of the text that it was read from, by which a verdict names it. */
export interface ReadPolicy {
  policy: GatePolicy;
  sha256: string;
}

/**
 * Returns the policy that a YAML text holds. Throws Invalid, with line or place and what to do, for what is no policy: one that
 * is misread could let everything through, so unknown keys are refused too.
 */
export function readPolicy(text: string): ReadPolicy {
  const yaml = readGuardedYaml(text, { characters: 200_000, depth: 10 });
  if ("problems" in yaml)
    throw new Invalid(
      yaml.problems.map(({ line, message }) => ({
        path: `line ${line}`,
        message: `Line ${line}: ${message}`,
      })),
    );
  const read = policy.safeParse(yaml.read.value);
  if (!read.success)
    throw new Invalid(
      read.error.issues.slice(0, 20).map((issue) => {
        const [strange] = issue.code === "unrecognized_keys" ? issue.keys : [];
        const path = strange === undefined ? issue.path : [...issue.path, strange];
        const message = strange === undefined ? issue.message : "There is no such key. Leave it out.";
        const place = path.join(".");
        return { path: place, message: `Line ${yaml.read.lineOf(path)}, ${place || "policy"}: ${message}` };
      }),
    );
  const ids = read.data.rules.map(({ id }) => id);
  const twice = ids.find((id, i) => ids.indexOf(id) !== i);
  if (read.data.require_plan && ids.includes(planRule))
    throw new Invalid([
      { path: "rules", message: `${planRule} is the rule that require_plan adds. Give yours another id.` },
    ]);
  if (twice !== undefined)
    throw new Invalid([{ path: "rules", message: `Two rules are called ${twice}. Give each its own id.` }]);
  return { policy: read.data, sha256: createHash("sha256").update(text).digest("hex") };
}
