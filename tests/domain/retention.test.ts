import { beforeAll, expect, test } from "vitest";
import { removeOutdated, setRetention } from "@/lib/domain/organization/retention/commands";
import { dryRunRetention, getRetention } from "@/lib/domain/organization/retention/queries";
import { initialRetentionDays, retentionFields } from "@/lib/domain/organization/retention/schema";
import type { Actor } from "@/lib/platform/access/actor";
import { Conflict, Forbidden, Invalid } from "@/lib/platform/errors/public-error";
import { retentionKinds } from "@/lib/platform/registry/contributions";
import { modules } from "@/lib/registry";
import { specimen } from "@/tests/access/specimens";
import { asOwner } from "@/tests/support/test-database";
import { createWorld, personWith, theSystem, type World } from "@/tests/support/world";

let world: World;
let administrator: Actor;

const rows = (sql: string, values: unknown[] = []) =>
  asOwner(async (client) => (await client.query(sql, values)).rows);
const counted = async () =>
  (
    await rows(
      `select (select count(*) from sessions)::int as sessions, (select count(*) from account_links)::int as links,
        (select count(*) from notifications)::int as notifications, (select count(*) from import_rows)::int as imports,
        (select count(*) from job_runs)::int as jobs, (select count(*) from idempotency_keys)::int as requests,
        (select count(*) from webhook_deliveries)::int as messages`,
    )
  )[0];

/** Of each kind one row on either side of its last day, and one that is old and still needed. */
async function lay(): Promise<void> {
  const { personId } = administrator;
  const ago = (kind: keyof typeof initialRetentionDays, more: number) =>
    `now() - interval '${initialRetentionDays[kind] * 24 + more} hours'`;
  for (const more of [-1, 1]) {
    await rows(
      `insert into sessions (id, "personId", "createdAt", "expiresAt", "userAgent", address)
       values (gen_random_uuid(), $1, ${ago("sessions", more)} - interval '1 day', ${ago("sessions", more)}, 'x', 'x')`,
      [personId],
    );
    await rows(
      `insert into account_links (id, kind, "secretHash", "personId", "expiresAt")
       values (gen_random_uuid(), 'reset', decode(md5(random()::text), 'hex'), $1, ${ago("links", more)})`,
      [personId],
    );
    await rows(
      `insert into notifications (id, "personId", title, "subjectType", "subjectId", "createdAt", "readAt")
       values (gen_random_uuid(), $1, 'x', 'risks', gen_random_uuid(), ${ago("notifications", more)}, ${ago("notifications", more)}),
         (gen_random_uuid(), $1, 'unread', 'risks', gen_random_uuid(), ${ago("notifications", 99)}, null)`,
      [personId],
    );
    await rows(
      `insert into job_runs (id, kind, state, input, "unitId", "createdById", "endedAt")
       values (gen_random_uuid(), 'x', 'done', '{}', $1, $2, ${ago("jobs", more)}),
         (gen_random_uuid(), 'x', 'failed', '{}', $1, $2, ${ago("jobs", 99)})`,
      [world.claims, personId],
    );
    await rows(
      `insert into idempotency_keys (principal, key, fingerprint, "createdAt") values ($1, $2, '\\x', ${ago("requests", more)})`,
      [personId, `key ${more}`],
    );
    const message = await specimen("webhook-deliveries", { unitId: world.claims, personId: personId ?? "" });
    await rows(`update webhook_deliveries set "createdAt" = ${ago("messages", more)} where id = $1`, [
      message,
    ]);
    for (const state of ["applied", "checked"])
      await rows(
        `with one as (insert into imports (id, concept, "fileId", "fileName", "unitId", mapping, "createdById", state, "createdAt")
           values (gen_random_uuid(), 'risks', gen_random_uuid(), 'x.csv', $1, '{}', $2, $3, ${ago("imports", more)}) returning id)
         insert into import_rows ("importId", line, "unitId", outcome, label, cells, details)
         select id, 1, $1, 'create', 'x', '{}', '{}' from one`,
        [world.claims, personId, state],
      );
  }
}

beforeAll(async () => {
  world = await createWorld();
  administrator = await personWith("administrator", world.root);
  await lay();
});

test("every kind of the setting is contributed by one module, and no other", () => {
  expect(modules.length).toBeGreaterThan(0);
  expect(
    retentionKinds()
      .map(({ key }) => key)
      .sort(),
  ).toEqual(Object.keys(retentionFields).sort());
});

test("the dry run says how many of each would go and the oldest, for the days in force or others, and removes nothing", async () => {
  const before = await counted();
  const { kinds } = await dryRunRetention.execute(administrator, {});
  expect(Object.fromEntries(kinds.map(({ key, count }) => [key, count]))).toEqual({
    ...{ sessions: 1, links: 1, notifications: 1, imports: 1, jobs: 1, messages: 1, requests: 1 },
  });
  for (const { oldest } of kinds) expect(oldest).toMatch(/^20\d\d-/);
  const { kinds: others } = await dryRunRetention.execute(administrator, { requests: 1, links: 3_650 });
  const count = (wanted: string) => others.find(({ key }) => key === wanted);
  expect(count("requests")).toMatchObject({ count: 2, days: 1 });
  expect(count("links")).toEqual({ key: "links", days: 3_650, count: 0, oldest: null });
  expect(await counted()).toEqual(before);
  await expect(
    dryRunRetention.execute(await personWith("administrator", world.claims), {}),
  ).rejects.toBeInstanceOf(Forbidden);
});

test("days are set within their limits, by an administrator of the top unit, who saw the newest", async () => {
  const { can: _can, version, ...days } = await getRetention.execute(administrator, {});
  const set = (actor: Actor, change: object, seen = version) =>
    setRetention.execute(actor, { version: seen, ...days, ...change });
  await expect(set(administrator, { sessions: 29 })).rejects.toBeInstanceOf(Invalid);
  await expect(set(administrator, { requests: 31 })).rejects.toBeInstanceOf(Invalid);
  await expect(set(await personWith("administrator", world.claims), {})).rejects.toBeInstanceOf(Forbidden);
  await expect(set(await personWith("compliance", world.root), {})).rejects.toBeInstanceOf(Forbidden);
  expect(await set(administrator, { links: 89 })).toMatchObject({ links: 89, version: version + 1 });
  await expect(set(administrator, {})).rejects.toBeInstanceOf(Conflict);
  await set(administrator, {}, version + 1);
});

test("a run removes exactly what the dry run said, leaves records and the trail alone, and the trail says how many", async () => {
  const before = await counted();
  await expect(removeOutdated.execute(administrator, {})).rejects.toBeInstanceOf(Forbidden);
  const entries = async () => Number((await rows(`select count(*) as n from audit_entries`))[0].n);
  const trail = await entries();
  const { removed, more } = await removeOutdated.execute(theSystem(), {});
  expect(removed).toEqual({
    sessions: 1,
    links: 1,
    notifications: 1,
    imports: 1,
    jobs: 1,
    messages: 1,
    requests: 1,
  });
  expect(more).toBe(false);
  const after = await counted();
  for (const key of Object.keys(before)) expect([key, after[key]]).toEqual([key, before[key] - 1]);
  expect(await entries()).toBe(trail + 1);
  const [last] = await rows(`select action, text from audit_entries order by seq desc limit 1`);
  expect(last.action).toBe("settings.removeOutdated");
  expect(JSON.parse(last.text).after.removed).toEqual(removed);
  expect(await removeOutdated.execute(theSystem(), {})).toEqual({ removed: {}, more: false });
  expect(await entries()).toBe(trail + 1);
});
