import { type Deviation, existence } from "@/lib/platform/database/picture";

const again = "run its statement in prisma/migrations again";

/** Returns in a sentence what is otherwise in the database than this version made it, and the SQL or the way that puts it right. */
export function deviationWords(deviation: Deviation, owner: string): string {
  const { of, fact } = deviation;
  const [kind = "", name = ""] = of.split(/ (.*)/s);
  const [part = "", own = ""] = fact.split(/ (.*)/s);
  if (fact === existence) return wholeWords(deviation, kind, name);
  if (fact === "owner")
    return `${of} belongs to ${deviation.found}: ALTER ${kind} ${name} OWNER TO ${owner};`;
  if (part === "rights") return rightWords(deviation, kind, name);
  if (fact === "row-level security")
    return `${fact} of ${of} is ${deviation.found}: ALTER TABLE ${name} ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;`;
  if (part === "triggers") return `${fact} of ${of} are off: ALTER TABLE ${name} ENABLE TRIGGER ALL;`;
  if (deviation.found === null) return `${fact} of ${of} is missing: ${again}`;
  if (deviation.expected === null)
    return `${fact} of ${of} was added: ${part === "constraint" ? `ALTER TABLE ${name} DROP CONSTRAINT ${own};` : `DROP ${part} ${own} ON ${name};`}`;
  if (part === "trigger" && / [0-9a-f]{16}$/.test(deviation.found))
    return `${fact} of ${of} is ${deviation.found.replace(/ \S+$/, "")}: ALTER TABLE ${name} ENABLE TRIGGER ${own};`;
  return `${fact} of ${of} was changed: ${again}`;
}

function wholeWords({ of, found }: Deviation, kind: string, name: string): string {
  if (found === null) return `${of} is missing: ${again}, or restore a backup`;
  return `${of} was added: DROP ${kind} ${name}; unless you know what it is for`;
}

function rightWords({ of, fact, expected, found }: Deviation, kind: string, name: string): string {
  const [, role = "", column] = /^rights of (.+?)(?: on (.+))?$/.exec(fact) ?? [];
  const [meant, held] = [expected, found].map((rights) => rights?.split(", ") ?? []);
  const on = `${kind === "view" ? "" : kind} ${name}`.trim();
  const statement = (rights: readonly string[]) =>
    rights.map((right) => right.replace(" to give away", "") + (column ? ` (${column})` : "")).join(", ");
  const more = held?.filter((right) => !meant?.includes(right)) ?? [];
  const fewer = meant?.filter((right) => !held?.includes(right)) ?? [];
  return [
    ...(more.length > 0
      ? [`${role} may ${statement(more)} on ${of}: REVOKE ${statement(more)} ON ${on} FROM ${role};`]
      : []),
    ...(fewer.length > 0
      ? [`${role} may not ${statement(fewer)} on ${of}: GRANT ${statement(fewer)} ON ${on} TO ${role};`]
      : []),
  ].join(" ");
}
