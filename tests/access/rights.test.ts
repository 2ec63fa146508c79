import { describe, expect, test } from "vitest";
import {
  type Actor,
  auditsBy,
  gives,
  holdsRole,
  may,
  mayAnywhere,
  onlyReading,
  roleIn,
  systemActor,
  unitsOf,
  unitsWith,
} from "@/lib/platform/access/actor";
import { givenByRole, type Permission } from "@/lib/platform/access/permission";

// What a role, a custom role and a token give, one condition at a time.

const read: Permission = { name: "things:read", sentence: "Read things.", roles: ["reader", "auditor"] };
const edit: Permission = { name: "things:edit", sentence: "Change things.", roles: ["lead"] };
const own: Permission = { name: "me:edit", sentence: "One's own account.", roles: [], own: true };
const owned: Permission = { ...own, name: "me:both", roles: ["lead"] };
const nobodys: Permission = { name: "machine:run", sentence: "The system's.", roles: [] };
const byPeople: Permission = { ...edit, name: "things:give", peopleOnly: true };

const grant = (role: string, ...units: string[]) => ({ role, unitId: units[0] ?? "", units });
const custom = (permissions: string[], ...units: string[]) => ({
  ...grant("a custom role's id", ...units),
  ...{ name: "Keeper of things", permissions },
});

function person(...grants: Actor["grants"]): Actor {
  const of = { personId: "p", name: "P", sessionId: "s", tokenId: null, requestId: "r" };
  return { kind: "person", ...of, grants, scopes: null, within: null };
}
const token = (from: Actor, scopes: string[], within: string[] | null = null): Actor => ({
  ...from,
  ...{ kind: "token", tokenId: "t", scopes, within },
});

describe("a role", () => {
  test("gives its permissions in its units and nowhere else", () => {
    const lead = person(grant("lead", "a", "b"), grant("reader", "c"));
    expect(unitsWith(lead, edit)).toEqual(["a", "b"]);
    expect(unitsWith(lead, read)).toEqual(["c"]);
    expect(unitsOf(lead)).toEqual(["a", "b", "c"]);
    expect([may(lead, edit, "a"), may(lead, edit, "c"), may(lead, read, "a")]).toEqual([true, false, false]);
    expect([mayAnywhere(lead, edit), mayAnywhere(person(grant("reader", "a")), edit)]).toEqual([true, false]);
  });

  test("is held in its own units alone, and is no other role", () => {
    const lead = person(grant("lead", "a"));
    expect(["a", "b"].map((unit) => holdsRole(lead, "lead", unit))).toEqual([true, false]);
    expect(holdsRole(lead, "executive", "a")).toBe(false);
  });

  test("is named in a signature only where it gives the right that was used", () => {
    const signer = person(grant("reader", "a"), grant("lead", "b"), custom(["things:edit"], "c"));
    expect(["a", "b", "c", "d"].map((unit) => roleIn(signer, edit, unit))).toEqual([
      "",
      "lead",
      "Keeper of things",
      "",
    ]);
  });

  test("of an auditor is what a reading is noted by, and only where it gives the right to read", () => {
    const both = person(grant("auditor", "a"), grant("reader", "b"), grant("lead", "c"));
    expect(auditsBy(both, read).map(({ unitId }) => unitId)).toEqual(["a"]);
    expect(auditsBy(both, edit)).toEqual([]);
  });
});

describe("a custom role", () => {
  test("gives what it names, of what a role can have", () => {
    expect(gives(custom(["things:edit"], "a"), edit)).toBe(true);
    expect(gives(custom(["things:read"], "a"), edit)).toBe(false);
    expect(gives(custom([own.name, owned.name, nobodys.name], "a"), own)).toBe(false);
    expect(gives(custom([own.name, owned.name, nobodys.name], "a"), owned)).toBe(false);
    expect(gives(custom([own.name, owned.name, nobodys.name], "a"), nobodys)).toBe(false);
    expect([read, own, owned, nobodys].map(givenByRole)).toEqual([true, false, false, false]);
  });
});

describe("a token", () => {
  const lead = person(grant("lead", "a", "b"));

  test("has what it was made for, of what its maker has", () => {
    expect(unitsWith(token(lead, ["things:edit"]), edit)).toEqual(["a", "b"]);
    expect(unitsWith(token(lead, ["things:read"]), edit)).toEqual([]);
    expect(unitsWith(token(lead, ["things:read"]), read)).toEqual([]);
    expect(mayAnywhere(token(lead, ["*"]), own)).toBe(true);
    expect(mayAnywhere(token(lead, ["things:edit"]), own)).toBe(false);
  });

  test("has nothing outside of its units", () => {
    expect(unitsWith(token(lead, ["*"], ["b", "c"]), edit)).toEqual(["b"]);
    expect(unitsOf(token(lead, ["*"], ["c"]))).toEqual([]);
  });

  test("never has what is for people alone, whatever its scopes", () => {
    expect(unitsWith(lead, byPeople)).toEqual(["a", "b"]);
    expect(unitsWith(token(lead, ["*", byPeople.name]), byPeople)).toEqual([]);
  });
});

test("who looks at the past may read there and do nothing", () => {
  const both = onlyReading(person(grant("lead", "a"), grant("reader", "a")));
  expect([may(both, read, "a"), may(both, edit, "a")]).toEqual([true, false]);
});

test("the system may do everything everywhere", () => {
  const system = systemActor("job: test", "r");
  expect([may(system, edit, "a"), mayAnywhere(system, nobodys)]).toEqual([true, true]);
});
