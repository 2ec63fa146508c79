import "server-only";
import * as z from "zod";
import { libraryControls } from "@/lib/domain/controls/queries/library";
import { frameworksInForce } from "@/lib/domain/frameworks/queries/in-force";
import { policiesRead } from "@/lib/domain/policies/access";
import { pairedRequirements } from "@/lib/domain/policies/paired";
import { filledPolicy, gapsOf, type Names, type Paired, partsOf } from "@/lib/domain/policies/rules";
import {
  type PlaceholderKey,
  type PolicyTemplate,
  type PolicyValues,
  valueFields,
} from "@/lib/domain/policies/schema";
import { shippedPolicies } from "@/lib/domain/policies/shipped";
import { holdersIn } from "@/lib/domain/programme-roles/queries";
import type { Transaction } from "@/lib/platform/database/client";
import { NotFound } from "@/lib/platform/errors/public-error";
import { type Context, query } from "@/lib/platform/operation/operation";
import { letterhead } from "@/lib/platform/report/letterhead";

/** What an operation on one template takes: its key and what is filled in. */
export const policyInput = { key: z.string().max(80), ...valueFields };

/** The policy templates, with how many clauses, requirements and controls each names. */
export const listPolicies = query({
  name: "policies.list",
  summary: "List policy templates",
  permission: policiesRead,
  input: z.strictObject({}),
  run: async () => ({
    entries: shippedPolicies().map((template) => {
      const clauses = partsOf(template).flatMap((part) => part.clauses);
      const { key, title, version, audience, purpose } = template;
      return {
        ...{ key, title, version, audience },
        purpose: filledPolicy({ ...template, purpose }, { organisation: "the organisation" }).purpose,
        clauses: clauses.length,
        requirements: new Set(
          clauses.flatMap(({ requirements }) =>
            requirements.map(({ framework, ref }) => `${framework} ${ref}`),
          ),
        ).size,
        controls: new Set(clauses.flatMap(({ controls }) => controls)).size,
      };
    }),
  }),
});

/** One template with what is filled in, what the register proposes for the rest, and the gaps that stay. */
export const getPolicy = query({
  name: "policies.get",
  summary: "Read a policy template with the organisation's names",
  permission: policiesRead,
  input: z.strictObject(policyInput),
  run: async (context, { key, ...given }) => {
    const template = templateOf(key);
    const proposed = await proposedFor(context);
    const values = { ...proposed, ...given };
    const paired = await pairedRequirements(context.tx, template);
    return {
      ...filledPolicy(template, values),
      values,
      gaps: gapsOf(template, values),
      paired,
      names: await namesOf(context.tx, template, paired),
    };
  },
});

/** Returns the titles of the controls, requirements and frameworks that a template names, and of those that are paired with them. */
export async function namesOf(
  tx: Transaction,
  template: PolicyTemplate,
  paired: Readonly<Record<string, readonly Paired[]>>,
): Promise<Names> {
  const titles = new Map(libraryControls().map(({ key, title }) => [key, title]));
  for (const { key: framework, name, requirements } of await frameworksInForce(tx)) {
    titles.set(framework, name);
    for (const { key, title } of requirements) titles.set(key, title);
  }
  const named = partsOf(template).flatMap(({ clauses }) =>
    clauses.flatMap(({ number, controls, requirements }) => [
      ...controls,
      ...[...requirements, ...(paired[number] ?? [])].flatMap(({ framework, ref }) => [
        framework,
        `${framework}:${ref}`,
      ]),
    ]),
  );
  return Object.fromEntries(named.map((key) => [key, titles.get(key) ?? key]));
}

/** Returns a template by its key; throws NotFound. */
export function templateOf(key: string): PolicyTemplate {
  const found = shippedPolicies().find((one) => one.key === key);
  if (!found) throw new NotFound();
  return found;
}

const rolesByPlaceholder: readonly [PlaceholderKey, string][] = [
  ["ai_security_lead", "ai-security-lead"],
  ["executive_sponsor", "executive-sponsor"],
  ["approver", "approver"],
  ["data_protection_officer", "data-protection-officer"],
  ["policy_owner", "compliance-lead"],
];

/** Returns the highest unit that the reader sees; throws NotFound where there is none. */
export async function placeOf({ tx, actor, units }: Context): Promise<{ id: string }> {
  const top = await tx.unit.findFirst({
    where: actor.kind === "system" ? {} : { id: { in: [...units] } },
    orderBy: { path: "asc" },
    select: { id: true },
  });
  if (!top) throw new NotFound();
  return top;
}

/** Returns what the register knows: the organisation's name, and who holds the programme's roles in the highest unit that the reader sees. */
export async function proposedFor(context: Context): Promise<PolicyValues> {
  const { organisation } = await letterhead(context.tx);
  const holders = await holdersIn(context, (await placeOf(context)).id);
  const held = rolesByPlaceholder.flatMap(([key, role]) => {
    const names = (holders.get(role) ?? []).map(({ name }) => name).join(" and ");
    return names ? [[key, names.slice(0, 200)]] : [];
  });
  return { organisation, ...Object.fromEntries(held) };
}
