import { describe, expect, test } from "vitest";
import { GET as live } from "@/app/api/health/live/route";
import { GET as ready } from "@/app/api/health/ready/route";
import { asOwner } from "@/tests/support/test-database";

describe("health", () => {
  test("is live always, ready with every migration, and tells nothing else", async () => {
    expect(await live().json()).toEqual({ status: "ok" });
    const answer = await ready();
    expect([answer.status, await answer.json()]).toEqual([200, { status: "ok" }]);
  });

  test("is not ready while a migration is missing", async () => {
    const last = `(select max(migration_name) from _prisma_migrations)`;
    await asOwner((client) =>
      client.query(`update _prisma_migrations set finished_at = null where migration_name = ${last}`),
    );
    expect((await ready()).status).toBe(503);
    await asOwner((client) =>
      client.query(`update _prisma_migrations set finished_at = now() where migration_name = ${last}`),
    );
    expect((await ready()).status).toBe(200);
  });
});
