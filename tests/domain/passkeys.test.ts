import { beforeAll, expect, test } from "vitest";
import {
  beginPasskey,
  finishPasskey,
  removePasskey,
  renamePasskey,
} from "@/lib/domain/organization/factors/commands";
import { getFactors } from "@/lib/domain/organization/factors/queries";
import {
  askForSecondPasskey,
  beginPasskeySignIn,
  signInByPasskey,
  signInBySecondFactor,
} from "@/lib/domain/organization/sessions/by-factor";
import { signIn } from "@/lib/domain/organization/sessions/by-password";
import { beginConfirm, confirmSelf } from "@/lib/domain/organization/sessions/confirm";
import type { Actor } from "@/lib/platform/access/actor";
import { passkeyObstacle } from "@/lib/platform/auth/passkey";
import { Invalid, NotFound, Unauthenticated } from "@/lib/platform/errors/public-error";
import { newPasskeyDevice } from "@/tests/support/passkey-device";
import { password, withPassword } from "@/tests/support/second-factors";
import { asOwner } from "@/tests/support/test-database";
import { createWorld, personWith, signedInAgain, theSystem, type World } from "@/tests/support/world";

const place = { address: "10.8.0.1", userAgent: "test" };
type Device = ReturnType<typeof newPasskeyDevice>;
let world: World;
beforeAll(async () => {
  world = await createWorld();
});

/** Returns somebody with a password and a passkey on a device of their own. */
async function holder(): Promise<{ person: Actor; device: Device; passkeyId: string }> {
  const person = await withPassword(await personWith("reader", world.claims));
  const device = newPasskeyDevice();
  const { options } = await beginPasskey.execute(person, {});
  const added = await finishPasskey.execute(person, { name: "Laptop", answer: device.create(options) });
  expect(added.codes).toHaveLength(10);
  return { person, device, passkeyId: added.id };
}

async function halfOpen({ personId }: Actor): Promise<string> {
  const { rows } = await asOwner((client) =>
    client.query("select email from people where id = $1", [personId]),
  );
  const passage = await signIn({ email: rows[0].email, password, ...place });
  if (passage?.to !== "second-factor") throw new Error(`It led to ${passage?.to}.`);
  return passage.key;
}

test("a passkey lets in alone, once for each challenge, and the session says so", async () => {
  const { person, device } = await holder();
  const { key, options } = await beginPasskeySignIn(place);
  const answer = device.get(options);
  expect(await signInByPasskey(key, answer, place)).toMatchObject({
    to: "in",
    session: { personId: person.personId },
  });
  await expect(signInByPasskey(key, answer, place)).rejects.toThrow(Unauthenticated);
  const { rows } = await asOwner((client) =>
    client.query(`select factors from sessions where "personId" = $1 and factors <> 'password'`, [
      person.personId,
    ]),
  );
  expect(rows).toEqual([{ factors: "passkey" }]);
});

test("it is refused from another origin, for another challenge, without its user verified, when its counter went back, and when nobody knows it", async () => {
  const { device } = await holder();
  const attempt = async (
    answered: (options: { challenge: string; rpId?: string }) => ReturnType<Device["get"]>,
  ) => {
    const { key, options } = await beginPasskeySignIn(place);
    return signInByPasskey(key, answered(options), place);
  };
  const other = (await beginPasskeySignIn(place)).options;
  const refused: [string, Parameters<typeof attempt>[0]][] = [
    ["origin", (options) => device.get(options, { origin: "http://localhost:3001" })],
    ["challenge", () => device.get(other)],
    ["host", (options) => device.get({ ...options, rpId: "example.com" })],
    ["unverified", (options) => device.get(options, { verified: false })],
  ];
  for (const [, answered] of refused) await expect(attempt(answered)).rejects.toThrow(Invalid);
  await expect(attempt((options) => device.get(options, { counter: 50 }))).resolves.toMatchObject({
    to: "in",
  });
  await expect(attempt((options) => device.get(options, { counter: 7 }))).rejects.toThrow(Invalid);
  await expect(attempt((options) => newPasskeyDevice().get(options))).rejects.toThrow("not known here");
});

test("it is a second factor and a proof within a session, but only of its owner", async () => {
  const { person, device } = await holder();
  const { device: foreign } = await holder();
  const key = await halfOpen(person);
  const first = await askForSecondPasskey.execute(theSystem(), { key });
  await expect(signInBySecondFactor(key, { passkey: foreign.get(first.options) }, place)).rejects.toThrow(
    "does not belong to this account",
  );
  const second = await askForSecondPasskey.execute(theSystem(), { key });
  expect(await signInBySecondFactor(key, { passkey: device.get(second.options) }, place)).toMatchObject({
    to: "in",
  });
  const asked = await beginConfirm.execute(person, {});
  expect(asked.ways).toEqual(["passkey", "recovery"]);
  await confirmSelf.execute(person, { passkey: device.get(asked.passkey ?? { challenge: "" }) });
});

test("it is renamed and removed by its owner alone, and is not registered twice", async () => {
  const { person, device, passkeyId } = await holder();
  const stranger = await personWith("administrator", world.root);
  for (const act of [
    renamePasskey.execute(stranger, { id: passkeyId, name: "Mine" }),
    removePasskey.execute(stranger, { id: passkeyId }),
  ])
    await expect(act).rejects.toThrow(NotFound);
  await renamePasskey.execute(person, { id: passkeyId, name: "Old laptop" });
  expect((await getFactors.execute(person, {})).passkeys).toMatchObject([{ name: "Old laptop" }]);
  const { options } = await beginPasskey.execute(person, {});
  await expect(
    finishPasskey.execute(person, { name: "Again", answer: device.create(options) }),
  ).rejects.toThrow("belongs to an account already");
  await removePasskey.execute(person, { id: passkeyId });
  expect((await getFactors.execute(await signedInAgain(person), {})).passkeys).toEqual([]);
});

test("why browsers make none at an address is said: they want a host name, and https beside localhost", () => {
  expect(["http://localhost:3000", "https://plumbline.example"].map(passkeyObstacle)).toEqual([null, null]);
  for (const address of ["https://192.0.2.7", "http://[::1]:3000"])
    expect(passkeyObstacle(address)).toMatch(/host name, never for an IP address/);
  expect(passkeyObstacle("http://plumbline.example")).toMatch(/over https alone/);
});
