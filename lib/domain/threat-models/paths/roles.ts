import "server-only";
import * as z from "zod";
import { shippedTable } from "@/lib/domain/frameworks/queries/shipped";
import { type Condition, parseCondition } from "@/lib/domain/threat-models/condition";
import { type Evaluated, evaluate, type FactValue } from "@/lib/domain/threat-models/evaluate";
import type { Resolved } from "@/lib/domain/threat-models/resolve";

/** What an element can be on a path. */
const roles = [
  "untrusted",
  "sensitive",
  "sends",
  "writes",
  "interprets",
  "unapproved",
  "unfiltered",
  "model_written",
  "shared",
  "privileged",
  "high_stakes",
  "alone",
  "uninformed",
  "open_to_agents",
  "multimodal",
] as const;

export type Role = (typeof roles)[number];

/** Whether an element plays a role: yes, no, or null where it depends on what nobody knows; and by which facts. */
export interface Plays {
  holds: boolean | null;
  fired: readonly FactValue[];
  unknown: readonly FactValue[];
}

const row = z.strictObject({ role: z.enum(roles), element_type: z.string(), condition: z.string() });

let known: ReadonlyMap<string, Condition> | undefined;

// By role and type of element.
function conditions(): ReadonlyMap<string, Condition> {
  known ??= new Map(
    shippedTable("threats/path-roles.csv", row).map(({ role, element_type, condition }) => {
      const parsed = parseCondition(condition, element_type);
      if ("problem" in parsed) throw new Error(`path-roles.csv: ${role}, ${element_type}: ${parsed.problem}`);
      return [`${role} ${element_type}`, parsed.condition];
    }),
  );
  return known;
}

const not: Plays = { holds: false, fired: [], unknown: [] };

/** Returns a look-up of roles by the number of the element, each worked out once. */
export function rolesOf({ elements, touching }: Resolved): (role: Role, node: number) => Plays {
  const worked = new Map<string, Plays>();
  return (role, node) => {
    const element = elements[node];
    const condition = element?.type ? conditions().get(`${role} ${element.type}`) : undefined;
    if (!element || !condition) return not;
    const key = `${role} ${node}`;
    const ready = worked.get(key);
    if (ready) return ready;
    const flows = touching.get(element.id) ?? [];
    const plays = played(
      evaluate(condition, { element: { id: element.id, values: element.attributes }, flows, system: {} }),
    );
    worked.set(key, plays);
    return plays;
  };
}

function played({ finding, fired, unknown }: Evaluated): Plays {
  return { holds: finding === "open" ? true : finding === "silent" ? false : null, fired, unknown };
}
