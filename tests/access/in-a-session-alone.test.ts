import { type WorkStore, workAsyncStorage } from "next/dist/server/app-render/work-async-storage.external";
import { beforeAll, expect, test, vi } from "vitest";
import { beginApp, beginPasskey, renewRecoveryCodes } from "@/lib/domain/organization/factors/commands";
import { beginConfirm, confirmSelf } from "@/lib/domain/organization/sessions/confirm";
import type { Actor } from "@/lib/platform/access/actor";
import { personActor } from "@/lib/platform/auth/authenticate";
import { sessionCookies } from "@/lib/platform/auth/next-auth";
import { Forbidden } from "@/lib/platform/errors/public-error";
import { createWorld, personWith, theSystem } from "@/tests/support/world";

// What a person does in a session of a browser and nobody does in their place: a job that works for them, or the system itself.

let inTheirPlace: Actor[];

beforeAll(async () => {
  const person = await personWith("administrator", (await createWorld()).root);
  const job = await personActor(person.personId ?? "", null, "test");
  inTheirPlace = [theSystem(), ...(job ? [{ ...job, signedInAt: new Date() }] : [])];
  expect(inTheirPlace).toHaveLength(2);
});

test("who one is is proved by nobody in one's place", async () => {
  for (const actor of inTheirPlace) {
    await expect(beginConfirm.execute(actor, {})).rejects.toThrow(Forbidden);
    await expect(confirmSelf.execute(actor, { password: "a password" })).rejects.toThrow(Forbidden);
  }
});

test("a second factor is set up by nobody in one's place", async () => {
  for (const actor of inTheirPlace)
    for (const operation of [beginApp, beginPasskey, renewRecoveryCodes])
      await expect(operation.execute(actor, {})).rejects.toThrow(Forbidden);
});

test("nobody is signed in by a form of another site, and what it sent is not looked at", async () => {
  const check = vi.fn(async () => null);
  const request = new Request("http://localhost:3000/api/v1/session", { method: "POST" });
  // As a request without any cookie of ours is served.
  const bare = { route: "/api/v1/session", forceStatic: true } as WorkStore;
  const signIn = () => sessionCookies(request, "a token of theirs", check);
  await expect(workAsyncStorage.run(bare, signIn)).rejects.toThrow(Forbidden);
  expect(check).not.toHaveBeenCalled();
});
