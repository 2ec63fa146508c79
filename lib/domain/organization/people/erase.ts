import "server-only";
import * as z from "zod";
import { peopleErase } from "@/lib/domain/organization/people/access";
import { findPerson } from "@/lib/domain/organization/people/queries";
import { assertHoldsAllRolesOf } from "@/lib/domain/organization/people/reach";
import { pseudonym } from "@/lib/platform/audit/personal";
import { Conflict, Forbidden, Invalid } from "@/lib/platform/errors/public-error";
import { type Context, command, query } from "@/lib/platform/operation/operation";
import { recordVersion } from "@/lib/platform/schema/shape";

const holding = z.strictObject({
  kind: z.string(),
  heldAs: z.string(),
  id: z.uuid(),
  name: z.string().nullable(),
  href: z.string(),
});

const most = 200;

/** What somebody still answers for: as long as there is anything, they cannot be erased. At most 200 are listed. */
export const getHoldings = query({
  name: "people.holdings",
  summary: "What somebody still answers for",
  permission: peopleErase,
  input: z.strictObject({ id: recordVersion.id }),
  output: z.strictObject({ count: z.int(), holdings: z.array(holding) }),
  run: async (context, { id }) => {
    await findPerson(context, id);
    const held = await holdingsOf(context, id);
    return { count: held.length, holdings: held.slice(0, most) };
  },
});

/**
 * Erases a person: name, address, title, ways in and all that is theirs alone, and the key under which the audit trail
 * names them. Records and decisions keep the pseudonym. Throws Conflict unless the account is disabled, Invalid while
 * they still answer for something.
 */
export const erasePerson = command({
  name: "people.erase",
  summary: "Erase a person whose account is disabled",
  permission: peopleErase,
  secrets: true,
  stepUp: true,
  input: z.strictObject(recordVersion),
  output: z.strictObject({ id: z.uuid(), pseudonym: z.string(), version: z.int() }),
  run: async (context, { id, version }) => {
    const { tx, actor } = context;
    if (actor.personId === id) throw new Forbidden("Nobody erases themselves. Ask another administrator.");
    const { status, erasedAt, unitId, ...before } = await findPerson(context, id);
    await assertHoldsAllRolesOf(context, id);
    const seen = { id, status, version: before.version };
    if (erasedAt) throw new Conflict("This person is erased already.", seen);
    if (status !== "disabled") throw new Conflict("Disable the account first, then erase the person.", seen);
    if (before.version !== version)
      throw new Conflict("This account was changed meanwhile. Look at it again.", seen);
    const held = await holdingsOf(context, id);
    if (held.length > 0) throw new Invalid([{ path: "id", message: stillHeld(held.length) }]);
    const name = `Erased ${pseudonym(id).toLowerCase()}`;
    await tx.$executeRaw`select erase_person(${id}::uuid, ${name})`;
    return {
      result: { id, pseudonym: name, version: version + 1 },
      change: { subject: { type: "people", id, unitId }, before: null, after: { id, erased: true, unitId } },
    };
  },
});

async function holdingsOf({ tx }: Context, id: string): Promise<z.infer<typeof holding>[]> {
  const rows = await tx.$queryRaw<{ kind: string; heldAs: string; id: string; name: string | null }[]>`
    select kind, held_as as "heldAs", id, name from person_holdings(${id}::uuid) order by 1, 2, 4, 3`;
  return rows.map((row) => ({ ...row, href: hrefOf(row) }));
}

// Some are handed over where they stand in a list.
const lists: Readonly<Record<string, string>> = { programme: "/programme/roles", tasks: "/tasks" };

function hrefOf({ kind, id }: { kind: string; id: string }): string {
  return lists[kind] ?? `/${kind}/${id}`;
}

function stillHeld(count: number): string {
  return `This person still answers for ${count === 1 ? "one record" : `${count} records`}. Hand over what is listed on the page of the account, then erase.`;
}
