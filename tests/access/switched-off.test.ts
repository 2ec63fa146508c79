import { randomUUID } from "node:crypto";
import { afterEach, beforeAll, describe, expect, test } from "vitest";
import type { Actor } from "@/lib/platform/access/actor";
import type { Route } from "@/lib/platform/registry/module";
import { modules } from "@/lib/registry";
import { addressed, conceptOf } from "@/tests/access/addressed";
import { withEveryRole } from "@/tests/access/company";
import { sampleInput } from "@/tests/access/sample-input";
import { hasSpecimen, specimen, storeSpecimenFile } from "@/tests/access/specimens";
import { someOf } from "@/tests/support/random-from";
import { asOwner } from "@/tests/support/test-database";
import { createWorld, personWith, refreshed, signedInAgain, type World } from "@/tests/support/world";

// A handful of checks of each kind, taken out of the product one at a time: what they kept from somebody is then done, so that
// the other tests of access can fail. The drill takes out every one of them. The application connects as the owner of the database,
// whom no policy binds.
process.env["DATABASE_APP_URL"] = process.env["DATABASE_URL"];

const seed = 20_261_128;
const named = addressed.filter(({ route }) => !route.open);

let world: World;
let owner: Actor;
let expired: Actor;

beforeAll(async () => {
  storeSpecimenFile();
  world = await createWorld();
  owner = await withEveryRole(world.insurance);
  expired = await personWith("auditor", world.insurance, { endsAt: new Date(Date.now() - 86_400_000) });
});

afterEach(() => {
  globalThis.mutant = undefined;
});

const switchOff = (id: string) => {
  globalThis.mutant = (one) => one === id;
};
const keeper = () => ({ unitId: world.insurance, personId: owner.personId ?? "" });
const inputOf = (route: Route) =>
  sampleInput(route.operation.input, conceptOf(route.operation), (concept) => specimen(concept, keeper()));
const outcomeOf = (work: Promise<unknown>) =>
  work.then(
    () => "done",
    (error: Error) => error.constructor.name,
  );
const entries = async () => {
  const { rows } = await asOwner((client) =>
    client.query(`select count(*)::int as count from audit_entries`),
  );
  return rows[0].count as number;
};

describe("without its check,", () => {
  const permitted = named.filter(({ route: { operation } }) => operation.permission.roles.length > 0);
  test.each(someOf(permitted, 8, seed))("$name does not refuse whom it refused", async ({ route }) => {
    const input = await inputOf(route);
    expect(await outcomeOf(route.operation.receive(expired, input))).toBe("Forbidden");
    switchOff(`permission of ${route.operation.name}`);
    expect(await outcomeOf(route.operation.receive(expired, input))).not.toBe("Forbidden");
  });

  // Codes and keys of a device are read before anything is asked.
  const asking = named.filter(
    ({ name, route: { operation } }) => operation.stepUp && !/authenticators|passkeys/.test(name),
  );
  test.each(someOf(asking, 4, seed))("$name asks for no proof of who one is", async ({ route }) => {
    const input = await inputOf(route);
    const since = await refreshed(await signedInAgain(owner));
    const long = { ...since, signedInAt: new Date(Date.now() - 86_400_000) };
    expect(await outcomeOf(route.operation.receive(long, input))).toBe("ConfirmFirst");
    switchOff(`step-up of ${route.operation.name}`);
    expect(await outcomeOf(route.operation.receive(long, input))).not.toBe("ConfirmFirst");
  });

  const creating = named.filter(
    ({ route }) =>
      route.method === "post" &&
      route.path === `/${conceptOf(route.operation)}` &&
      hasSpecimen(conceptOf(route.operation)),
  );
  test.each(someOf(creating, 6, seed))("$name leaves no entry in the audit trail", async ({ route }) => {
    const begun = await entries();
    const first = await outcomeOf(route.operation.receive(await signedInAgain(owner), await inputOf(route)));
    const after = await entries();
    expect(after > begun).toBe(first === "done");
    switchOff(`audit of ${route.operation.name}`);
    await outcomeOf(route.operation.receive(await signedInAgain(owner), await inputOf(route)));
    expect(await entries()).toBe(after);
  });

  const registers = modules
    .flatMap(({ registers: of = [] }) => of)
    .filter(({ concept }) => hasSpecimen(concept) && !["units", "people"].includes(concept));
  test.each(someOf(registers, 8, seed))(
    "the register of $concept shows what is foreign",
    async (register) => {
      const stranger = await withEveryRole(world.clinics);
      const id = await specimen(register.concept, keeper());
      const shown = async () =>
        (await register.list.execute(stranger, { limit: 200 })).rows.map((row) => row.id);
      expect(await shown()).not.toContain(id);
      switchOff(`scope of register ${register.concept}`);
      expect(await shown()).toContain(id);
    },
  );

  test("a risk is changed by somebody who may only read it", async () => {
    const claims = await personWith("lead", world.claims, { name: `Lead ${randomUUID()}` });
    await asOwner((client) =>
      client.query(
        `insert into grants (id, "personId", role, "unitId") values (gen_random_uuid(), $1, 'reader', $2)`,
        [claims.personId, world.insurance],
      ),
    );
    const reader = await refreshed(claims);
    const route = named.find(({ name }) => name === "PATCH /risks/:id" || name === "PUT /risks/:id")?.route;
    if (!route) throw new Error("There is no way to change a risk.");
    const input = { ...(await inputOf(route)), title: "Changed" };
    expect(await outcomeOf(route.operation.receive(reader, input))).toBe("Forbidden");
    globalThis.mutant = (id) => id.startsWith("lib/domain/risks/") && /leaves assert(Can|May) out/.test(id);
    expect(await outcomeOf(route.operation.receive(reader, input))).not.toBe("Forbidden");
  });
});
