import { asOwner } from "@/tests/support/test-database";

/** Returns the actions of which the audit trail tells. */
export async function actionsInTrail(): Promise<string[]> {
  return asOwner(async (client) => {
    const { rows } = await client.query<{ action: string }>("select distinct action from audit_entries");
    return rows.map(({ action }) => action);
  });
}
