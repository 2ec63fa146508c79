import { everyRole, type Role } from "@/lib/platform/access/role";

/** The roles that the holder of a role may give and end, within the units of that role. Nobody gives more than this. */
export const givable: Record<Role, readonly Role[]> = {
  administrator: everyRole,
  lead: ["reader", "risk-owner", "system-owner"],
  "system-owner": [],
  "risk-owner": [],
  executive: [],
  compliance: [],
  auditor: [],
  reader: [],
};

/** What is answered to whoever gives the auditor's role by hand: it comes with an engagement and ends with it. */
export const auditorsAreEngaged =
  "An auditor is engaged, with a purpose and a last day: open Auditors and choose Engage auditor. An account needs no role for that.";
