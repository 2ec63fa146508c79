/** A built-in role and what it is for; a grant gives one role at one business unit and everything below it. */
export const roles = [
  {
    value: "administrator",
    label: "Administrator",
    help: "Keeps units, people, roles, tokens and settings.",
  },
  {
    value: "lead",
    label: "AI security lead",
    help: "Keeps the inventory and the risk register, and runs the programme.",
  },
  { value: "system-owner", label: "System owner", help: "Keeps the facts of AI systems and their parts." },
  { value: "risk-owner", label: "Risk owner", help: "Assesses and treats risks and asks for acceptance." },
  { value: "executive", label: "Executive", help: "Accepts risks, including those above appetite." },
  {
    value: "compliance",
    label: "Compliance",
    help: "Reads everything, accepts risks within appetite, exports.",
  },
  {
    value: "auditor",
    label: "Auditor",
    help: "Reads the records and the audit trail of a scope, until an end date.",
  },
  { value: "reader", label: "Reader", help: "Reads the inventory and the risk register." },
] as const;

export type Role = (typeof roles)[number]["value"];

/** Everybody with a role anywhere. */
export const everyRole: readonly Role[] = roles.map((role) => role.value);
