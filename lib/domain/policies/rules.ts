import { type Relationship, relationships } from "@/lib/domain/frameworks/schema";
import type { PlaceholderKey, PolicyTemplate, PolicyValues } from "@/lib/domain/policies/schema";

/** A requirement of an imported framework that is paired with one that a rule serves, and what the latter is to it. */
export interface Paired {
  framework: string;
  ref: string;
  relationship: Relationship;
}

/** Titles of controls, requirements and frameworks by control key, "framework:ref" and framework. */
export type Names = Readonly<Record<string, string>>;

/** Returns what a rule serves in words: what it names, then what the crosswalk pairs with that, which is said. */
export function servedWords(
  { number, requirements }: PolicyTemplate["review"]["clauses"][number],
  paired: Readonly<Record<string, readonly Paired[]>>,
  names: Names,
): string[] {
  const named = ({ framework, ref }: { framework: string; ref: string }) =>
    `${names[framework] ?? framework} ${ref}`;
  const how = (one: Relationship) =>
    relationships.find(({ value }) => value === one)?.label.toLowerCase() ?? one;
  return [
    ...requirements.map(named),
    ...(paired[number] ?? []).map((one) => `${named(one)} (by the crosswalk: ${how(one.relationship)})`),
  ];
}

/** Returns the parts of a policy that hold clauses, in reading order. */
export function partsOf({ themes, exceptions, enforcement, review }: PolicyTemplate) {
  return [...themes, exceptions, enforcement, review];
}

/** Returns a policy with what is filled in; what is missing stands as "[Label]", so that no gap looks like text. */
export function filledPolicy(template: PolicyTemplate, values: PolicyValues): PolicyTemplate {
  const label = new Map(template.placeholders.map(({ key, label: name }) => [key, name]));
  const fill = (text: string) =>
    text.replace(/\{\{(\w+)\}\}/g, (_, key: PlaceholderKey) => values[key] || `[${label.get(key) ?? key}]`);
  const part = (one: PolicyTemplate["review"]) => ({
    ...one,
    clauses: one.clauses.map((clause) => ({ ...clause, text: fill(clause.text) })),
  });
  return {
    ...template,
    purpose: fill(template.purpose),
    scope: fill(template.scope),
    roles: template.roles.map(({ role, duty }) => ({ role: fill(role), duty: fill(duty) })),
    principles: template.principles.map(fill),
    themes: template.themes.map(part),
    exceptions: part(template.exceptions),
    enforcement: part(template.enforcement),
    review: part(template.review),
  };
}

/** Returns what a policy asks for and nobody filled in. */
export function gapsOf(template: PolicyTemplate, values: PolicyValues): PolicyTemplate["placeholders"] {
  return template.placeholders.filter(({ key }) => !values[key]);
}

/** Returns a filled policy as Markdown (CommonMark), to be edited in any text or word processor. */
export function policyText(
  policy: PolicyTemplate,
  paired: Readonly<Record<string, readonly Paired[]>>,
  names: Names,
): string {
  const lines = [
    `# ${plain(policy.title)}`,
    "",
    `Template version ${plain(policy.version)}. For: ${plain(policy.audience)}.`,
    ...["", "## Purpose", "", plain(policy.purpose)],
    ...["", "## Scope", "", plain(policy.scope)],
    ...["", "## Roles", "", ...policy.roles.map(({ role, duty }) => `- **${plain(role)}**: ${plain(duty)}`)],
    ...["", "## Principles", "", ...policy.principles.map((one) => `- ${plain(one)}`)],
    ...partsOf(policy).flatMap(({ number, title, clauses }) => [
      ...["", `## ${number}. ${plain(title)}`],
      ...clauses.flatMap((clause) => ["", `**${clause.number}** ${plain(clause.text)}`]),
    ]),
    ...["", "## Requirements served", ""],
    ...partsOf(policy).flatMap(({ clauses }) =>
      clauses.map((one) => `- ${one.number}: ${servedWords(one, paired, names).map(plain).join("; ")}`),
    ),
  ];
  return `${lines.join("\n")}\n`;
}

/** What somebody filled in is text, never markup. */
function plain(text: string): string {
  return text.replace(/[\\`*_<>#|]/g, "\\$&");
}
