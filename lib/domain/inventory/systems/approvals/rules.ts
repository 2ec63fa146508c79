import type { DecisionKind } from "@/lib/domain/decisions/schema";
import type { GateCheck, SetCondition } from "@/lib/domain/inventory/systems/gates/schema";
import { roles } from "@/lib/platform/access/role";

/** What an approved move to another stage is called among the decisions. */
export const moveKind = "stage-move" satisfies DecisionKind;

/** The condition by which a gate asks for a second person; kept with moves for ever. */
export const secondPerson = "systems.second-person";

/** What decides whether somebody can answer or take back a request for approval now. */
export interface Situation {
  pending: { requestedById: string; authorIds: readonly string[] } | null;
  /** Who wants to act; null for the system. */
  personId: string | null;
  /** The roles that may sign by the gate in force, and whether they hold one of them there. */
  signers: readonly string[];
  holdsRole: boolean;
  /** What differs from what was asked about. */
  changed: readonly string[];
}

export const acts = ["approve", "refuse", "withdraw"] as const;
export type Act = (typeof acts)[number];

/** Returns why an act is not possible for somebody who has the permission for it, or null. */
export function obstacleTo(act: Act, situation: Situation): { forbidden: boolean; message: string } | null {
  const { pending, personId, signers, holdsRole, changed } = situation;
  if (!pending) return { forbidden: false, message: "Nobody asks for the approval of a move now." };
  if (act === "withdraw")
    return pending.requestedById === personId ? null : notYou("Only the person who asked can withdraw it.");
  if (personId === null) return notYou("Only a person can sign.");
  if (pending.authorIds.includes(personId))
    return notYou("You asked for this move. Somebody else has to sign.");
  if (!holdsRole) return notYou(`The gate lets only these roles sign: ${roleWords(signers)}.`);
  if (act === "approve" && changed.length > 0) return { forbidden: false, message: changedWords(changed) };
  return null;
}

function notYou(message: string) {
  return { forbidden: true, message };
}

function changedWords(changed: readonly string[]): string {
  return `This changed after it was asked for: ${changed.join(", ")}. It has to be asked for again.`;
}

/** Returns the names of roles, such as "Executive, Compliance". */
export function roleWords(values: readonly string[]): string {
  return values.map((value) => roles.find((role) => role.value === value)?.label ?? value).join(", ");
}

/** Returns the roles that may sign by a gate; none where it asks for no second person. */
export function signersOf(gate: readonly SetCondition[]): readonly string[] {
  const value = gate.find(({ condition }) => condition === secondPerson)?.value;
  return Array.isArray(value) ? value : [];
}

type Found = Pick<GateCheck, "condition" | "label" | "required" | "state">;

/** Returns the conditions of a gate that came, went or turned out otherwise since; that the approval is open does not count. */
export function changedChecks(asked: readonly Found[], now: readonly Found[]): string[] {
  const like = (checks: readonly Found[], { condition }: Found) =>
    checks.find((other) => other.condition === condition);
  const gone = asked.filter((one) => !like(now, one));
  const differs = now.filter((one) => {
    const then = like(asked, one);
    return one.condition !== secondPerson && (one.state !== then?.state || one.required !== then.required);
  });
  return [...gone, ...differs].map(({ label }) => label);
}
