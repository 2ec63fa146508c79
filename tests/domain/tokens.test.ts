import { beforeAll, describe, expect, test } from "vitest";
import { createToken, revokeToken } from "@/lib/domain/organization/tokens/commands";
import { listTokens } from "@/lib/domain/organization/tokens/queries";
import type { Actor } from "@/lib/platform/access/actor";
import { Invalid, NotFound } from "@/lib/platform/errors/public-error";
import { request } from "@/tests/support/door";
import { asOwner } from "@/tests/support/test-database";
import { createWorld, personWith, refreshed, type World } from "@/tests/support/world";

let world: World;
let lead: Actor;
beforeAll(async () => {
  world = await createWorld();
  lead = await personWith("lead", world.insurance);
});

const made = (actor: Actor, scopes: string[], unitId = world.insurance) =>
  createToken.execute(actor, { name: "CI", unitId, scopes });
const status = async (token: string, method: string, path: string, body?: unknown) =>
  (await request(method, path, { token, body })).status;
const risk = () => ({
  title: `Risk ${Math.floor(performance.now() * 1000)}`,
  category: "security",
  unitId: world.claims,
});

describe("an API token", () => {
  test("is shown once; only its hash and first characters are kept", async () => {
    const { id, token, prefix } = await made(lead, ["*"]);
    expect(token).toMatch(/^plb_[\w-]{43}_[0-9a-f]{6}$/);
    const { rows } = await asOwner((client) =>
      client.query(
        `select t::text as text, encode("secretHash", 'hex') as hash from api_tokens t where id = $1`,
        [id],
      ),
    );
    expect(rows[0].text).not.toContain(token.slice(12, 40));
    expect(rows[0].text).toContain(prefix);
    expect(JSON.stringify(await listTokens.execute(lead, {}))).not.toContain(token.slice(12, 40));
    const trail = await asOwner((client) =>
      client.query(`select text from audit_entries where "subjectId" = $1`, [id]),
    );
    expect(trail.rows[0].text).not.toContain(token.slice(12, 40));
    expect(trail.rows[0].text).not.toContain(rows[0].hash);
  });

  test("is not repeated to who repeats the request that made it", async () => {
    const admin = await personWith("administrator", world.root);
    const key = { principal: `${admin.personId}:`, key: "twelve-chars", fingerprint: new Uint8Array(32) };
    const first = await createToken.execute(admin, { name: "CI", unitId: world.root, scopes: ["*"] }, key);
    const again = await createToken.execute(admin, { name: "CI", unitId: world.root, scopes: ["*"] }, key);
    expect(again).toEqual({ ...first, token: "(shown once)" });
  });

  test("does what its scopes say and nothing else", async () => {
    const { token } = await made(lead, ["risks:read"]);
    expect(await status(token, "GET", "/risks")).toBe(200);
    expect(await status(token, "POST", "/risks", risk())).toBe(403);
    expect(await status(token, "GET", "/people")).toBe(403);
  });

  test("reaches its unit and below, as far as its creator does", async () => {
    const { token } = await made(lead, ["*"], world.claims);
    expect(await status(token, "POST", "/risks", risk())).toBe(201);
    expect(await status(token, "POST", "/risks", { ...risk(), unitId: world.insurance })).toBe(400);
    await expect(made(lead, ["*"], world.clinics)).rejects.toBeInstanceOf(Invalid);
  });

  test("makes no token, role, invitation or password, even with every scope of an administrator", async () => {
    const admin = await personWith("administrator", world.root);
    const { token } = await made(admin, ["*"], world.root);
    const person = lead.personId ?? "";
    expect(await status(token, "POST", "/tokens", { name: "more", unitId: world.root, scopes: ["*"] })).toBe(
      403,
    );
    expect(await status(token, "GET", "/tokens")).toBe(403);
    expect(
      await status(token, "POST", "/grants", { personId: person, role: "administrator", unitId: world.root }),
    ).toBe(403);
    expect(
      await status(token, "POST", "/people", { name: "X", email: "x@halderra.example", unitId: world.root }),
    ).toBe(403);
    expect(await status(token, "POST", `/people/${person}/reset-link`)).toBe(403);
    expect(await status(token, "PUT", "/password", { current: "x", password: "a quiet lake at noon" })).toBe(
      403,
    );
    await expect(made(admin, ["grants:give"], world.root)).rejects.toBeInstanceOf(Invalid);
    await expect(made(admin, ["no:such"], world.root)).rejects.toBeInstanceOf(Invalid);
  });

  test("loses what its creator loses, at the next request", async () => {
    const person = await personWith("lead", world.claims);
    const { token } = await made(person, ["*"], world.claims);
    expect(await status(token, "POST", "/risks", risk())).toBe(201);
    await asOwner((client) =>
      client.query(`update grants set role = 'reader' where "personId" = $1`, [person.personId]),
    );
    expect(await status(token, "POST", "/risks", risk())).toBe(403);
    expect(await status(token, "GET", "/risks")).toBe(200);
    await asOwner((client) =>
      client.query(`update people set status = 'disabled' where id = $1`, [person.personId]),
    );
    expect(await status(token, "GET", "/risks")).toBe(401);
  });

  test("is refused once it is revoked or past its end", async () => {
    const { id, token } = await made(lead, ["*"]);
    expect(await status(token, "GET", "/risks")).toBe(200);
    await revokeToken.execute(lead, { id });
    expect(await status(token, "GET", "/risks")).toBe(401);
    const other = await made(lead, ["*"]);
    await asOwner((client) =>
      client.query(`update api_tokens set "expiresAt" = now() - interval '1 second' where id = $1`, [
        other.id,
      ]),
    );
    expect(await status(other.token, "GET", "/risks")).toBe(401);
  });

  test("lives at most a year, ninety days unless said otherwise", async () => {
    const { expiresAt } = await made(lead, ["*"]);
    expect(Math.round((Date.parse(expiresAt) - Date.now()) / 86_400_000)).toBe(90);
    await expect(
      createToken.execute(lead, { name: "CI", unitId: world.insurance, scopes: ["*"], days: 366 }),
    ).rejects.toBeInstanceOf(Invalid);
  });

  test("is told apart from others only as a whole: forged, cut, in the address, or with a wrong checksum it is nothing", async () => {
    const { token } = await made(lead, ["*"]);
    const wrong = [
      token.slice(0, -1),
      `${token}0`,
      token.replace("plb_", "PLB_"),
      `${token.slice(0, -1)}${token.endsWith("0") ? "1" : "0"}`,
      "",
      "null",
    ];
    for (const text of wrong) expect(await status(text === "" ? " " : text, "GET", "/risks")).toBe(401);
    expect((await request("GET", `/risks?token=${token}&access_token=${token}`)).status).toBe(401);
  });

  test("notes its last use", async () => {
    const { id, token } = await made(lead, ["*"]);
    await status(token, "GET", "/risks");
    const { tokens } = await listTokens.execute(lead, {});
    expect(Date.now() - Date.parse(tokens.find((one) => one.id === id)?.lastUsedAt ?? "")).toBeLessThan(
      60_000,
    );
  });

  test("is seen and revoked by its owner and by the administrator of its unit alone", async () => {
    const { id } = await made(lead, ["*"]);
    const stranger = await personWith("administrator", world.clinics);
    const colleague = await personWith("lead", world.insurance);
    for (const other of [stranger, colleague]) {
      expect((await listTokens.execute(other, {})).tokens.map((one) => one.id)).not.toContain(id);
      await expect(revokeToken.execute(other, { id })).rejects.toBeInstanceOf(NotFound);
    }
    const keeper = await personWith("administrator", world.insurance);
    expect((await listTokens.execute(await refreshed(keeper), {})).tokens.map((one) => one.id)).toContain(id);
    await revokeToken.execute(keeper, { id });
  });
});
