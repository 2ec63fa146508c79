import "server-only";
import { liveDecisions } from "@/lib/domain/decisions/queries";
import { systemsApprove } from "@/lib/domain/inventory/systems/access";
import { moveKind, roleWords, secondPerson } from "@/lib/domain/inventory/systems/approvals/rules";
import { roles } from "@/lib/platform/access/role";
import type { GateCondition } from "@/lib/platform/registry/contributions";

const options = roles.filter(({ value }) => systemsApprove.roles.includes(value));

/** The condition that a second person signs the move. It never holds by itself: whoever tries the move asks for it. */
export const secondPersonCondition: GateCondition = {
  key: secondPerson,
  label: "A second person approves the move",
  parameter: {
    kind: "choices",
    label: "Roles that may sign",
    options,
    initial: options.map(({ value }) => value),
  },
  requiredOnly: true,
  async check({ tx }, { id }, value) {
    const { pending } = await liveDecisions(tx, moveKind, id);
    const signers = roleWords(Array.isArray(value) ? value : []);
    return pending
      ? { state: "fails", found: `It is asked for and waits for a signature: ${signers}.` }
      : { state: "fails", found: `Nobody has signed. Whoever moves the system asks for it: ${signers}.` };
  },
};
