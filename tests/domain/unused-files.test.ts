import { beforeAll, expect, test } from "vitest";
import { removeUnusedFiles } from "@/lib/domain/evidence/commands/remove-unused";
import { removeUnused } from "@/lib/domain/evidence/jobs";
import type { Actor } from "@/lib/platform/access/actor";
import { Forbidden } from "@/lib/platform/errors/public-error";
import { storage } from "@/lib/platform/storage/storage";
import { evidenceWith, handedIn } from "@/tests/support/evidence";
import { asOwner } from "@/tests/support/test-database";
import { createWorld, personWith, theSystem, type World } from "@/tests/support/world";

let world: World;
let lead: Actor;

beforeAll(async () => {
  world = await createWorld();
  lead = await personWith("lead", world.root);
});

const progress = { report: async () => {} };
const files = () =>
  asOwner(
    async (client) => (await client.query(`select id, sha256, name from files order by "createdAt"`)).rows,
  );
const yesterday = (id: string) =>
  asOwner((client) =>
    client.query(`update files set "createdAt" = now() - interval '25 hours' where id = $1`, [id]),
  );

test("a file that no form used is removed after a day with its bytes; one that waits or became evidence stays", async () => {
  const { id: evidenceId } = await evidenceWith(lead, world.claims, {}, "Became evidence");
  const [used] = await files();
  const old = await handedIn(lead, "Never used");
  const young = await handedIn(lead, "Waits");
  await yesterday(used.id);
  await yesterday(old);
  const digest = (await files()).find(({ id }) => id === old).sha256;
  // What was put a moment ago is not removed, whatever the row says.
  await removeUnused.run(theSystem(), {}, progress);
  expect((await files()).map(({ id }) => id)).toEqual([used.id, young]);
  expect(await storage().has(digest)).toBe(true);
  expect(evidenceId).toBeTruthy();
  await storage().remove(digest, new Date(Date.now() + 1_000));
  expect(await storage().has(digest)).toBe(false);
  expect(await storage().has(used.sha256)).toBe(true);
  expect((await removeUnused.run(theSystem(), {}, progress)) as { removed: number }).toEqual({ removed: 0 });
});

test("the trail keeps that it was there, and nobody but the system removes it", async () => {
  const id = await handedIn(lead, "Never used either");
  await yesterday(id);
  const administrator = await personWith("administrator", world.root);
  await expect(removeUnusedFiles.execute(administrator, {})).rejects.toBeInstanceOf(Forbidden);
  await removeUnused.run(theSystem(), {}, progress);
  const { rows } = await asOwner((client) =>
    client.query(`select action, text from audit_entries where "subjectId" = $1 order by seq desc limit 1`, [
      id,
    ]),
  );
  expect(rows[0].action).toBe("evidence.removeUnused");
  expect(JSON.parse(rows[0].text)).toMatchObject({ before: { id }, after: null });
});
