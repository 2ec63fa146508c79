import "server-only";
import * as z from "zod";
import { getPreference } from "@/lib/domain/organization/preferences/queries";
import type { Actor } from "@/lib/platform/access/actor";

const keys = z.array(z.string()).nullable().catch(null);

/** Returns the columns of a register that this person chose, in their order; null while they chose none. */
export async function savedColumns(actor: Actor, concept: string): Promise<string[] | null> {
  const { value } = await getPreference.execute(actor, { key: `register.${concept}` });
  return keys.parse(value);
}
