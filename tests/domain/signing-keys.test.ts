import { createPublicKey } from "node:crypto";
import { beforeAll, describe, expect, test } from "vitest";
import { currentSigner, replaceSigningKey } from "@/lib/domain/audit-packs/keys/commands";
import { listSigningKeys } from "@/lib/domain/audit-packs/keys/queries";
import { restDoor } from "@/lib/platform/http/door";
import { modules } from "@/lib/registry";
import { asOwner } from "@/tests/support/test-database";
import { createWorld, personWith, theSystem, type World } from "@/tests/support/world";

let world: World;
const door = restDoor(modules);
const list = () => listSigningKeys.execute(theSystem(), {});
const current = async () => (await list()).keys[0];

beforeAll(async () => {
  world = await createWorld();
});

describe("the key that signs audit packs", () => {
  test("is made when it is first needed, and then stays the same; the audit trail says so", async () => {
    expect((await list()).keys).toEqual([]);
    const made = await currentSigner("first", current);
    expect((await currentSigner("second", current)).id).toBe(made.id);
    const { keys } = await list();
    expect(keys).toMatchObject([{ number: 1, id: made.id, publicKey: made.pem, until: null }]);
    const { rows } = await asOwner((client) =>
      client.query(`select "actorName", text from audit_entries where action = 'signing-keys.make'`),
    );
    expect(rows).toEqual([{ actorName: "audit packs", text: expect.stringContaining(made.id) }]);
    expect(createPublicKey(made.pem).asymmetricKeyType).toBe("ed25519");
  });

  test("is replaced by an administrator with a reason; the old one stays published with the day it ended", async () => {
    const administrator = await personWith("administrator", world.root);
    const { version } = await list();
    const { id } = await replaceSigningKey.execute(administrator, { version, reason: "Yearly." });
    const { keys } = await list();
    expect(keys.map(({ number, until }) => [number, until === null])).toEqual([
      [2, true],
      [1, false],
    ]);
    expect((await currentSigner("third", current)).id).toBe(id);
    await expect(
      replaceSigningKey.execute(administrator, { version, reason: "Again." }),
    ).rejects.toMatchObject({ status: 409 });
    const lead = await personWith("lead", world.root);
    await expect(
      replaceSigningKey.execute(lead, { version: version + 1, reason: "Mine." }),
    ).rejects.toMatchObject({ status: 403 });
    const below = await personWith("administrator", world.claims);
    await expect(
      replaceSigningKey.execute(below, { version: version + 1, reason: "Mine." }),
    ).rejects.toMatchObject({ status: 403 });
  });

  test("is published to everybody, without an account, as one PEM file; nothing private is stored", async () => {
    const answer = await door(new Request("http://plumbline.test/api/v1/signing-keys/file"));
    const text = await answer.text();
    expect([answer.status, text.match(/BEGIN PUBLIC KEY/g)?.length]).toEqual([200, 2]);
    const { rows } = await asOwner((client) =>
      client.query(`select value::text from settings where key = 'signing-keys'`),
    );
    expect(JSON.stringify(rows)).not.toContain("PRIVATE");
  });
});
