import { grantFields } from "@/lib/domain/organization/grants/schema";
import { choice, fieldMeta, type Option } from "@/lib/platform/schema/field";

/** The field for a role, with those that can be given. */
export function roleChoice(roles: readonly Option[]) {
  const { label, help } = fieldMeta(grantFields.role);
  return choice(roles, { label, none: "No role", ...(help ? { help } : {}) });
}
