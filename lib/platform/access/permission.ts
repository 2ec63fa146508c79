import type { Role } from "@/lib/platform/access/role";

/** A thing that may be allowed: its name, a sentence an auditor can read, and the roles that have it. */
export interface Permission {
  readonly name: string;
  readonly sentence: string;
  readonly roles: readonly Role[];
}

/** Returns a permission; the name is "concept:verb". */
export function permission(name: string, sentence: string, roles: readonly Role[]): Permission {
  return { name, sentence, roles };
}
