import { Client } from "pg";
import { beforeAll, describe, expect, test } from "vitest";
import { addComment, removeComment } from "@/lib/domain/comments/commands/write-comment";
import { listComments } from "@/lib/domain/comments/queries";
import type { Actor } from "@/lib/platform/access/actor";
import { verifyAudit } from "@/lib/platform/audit/verify";
import { transact } from "@/lib/platform/database/client";
import { NotFound } from "@/lib/platform/errors/public-error";
import { asOfDay } from "@/lib/platform/operation/operation";
import { runtimeDatabaseUrl } from "@/lib/platform/settings/settings";
import { createKnownDays, type KnownDays } from "@/tests/support/known-days";
import { onDay } from "@/tests/support/on-day";
import { asOwner } from "@/tests/support/test-database";
import { personWith, type World } from "@/tests/support/world";

let world: World;
let lead: Actor;
let id: string;
let titlesOn: KnownDays["titlesOn"];
let riskOn: KnownDays["riskOn"];

beforeAll(async () => {
  ({ world, lead, id, titlesOn, riskOn } = await createKnownDays());
});

const lookedBackTo = (instant: string) => ({
  day: instant.slice(0, 10),
  end: new Date(instant),
  now: new Date(instant),
});

describe("who sees the past", () => {
  test("a risk that has moved is seen by whoever reads both units, and by nobody who reads one of them", async () => {
    const insurer = await personWith("lead", world.insurance);
    const clinician = await personWith("lead", world.clinics);
    for (const actor of [insurer, clinician]) {
      expect(await titlesOn("2026-01-31", {}, actor)).toEqual([]);
      await expect(riskOn("2026-01-31", actor)).rejects.toBeInstanceOf(NotFound);
    }
    expect(await titlesOn("2026-03-01", { q: "leak" }, clinician)).toHaveLength(1);
    expect(await titlesOn("2026-03-01", { q: "leak" }, insurer)).toEqual([]);
    expect(await titlesOn("2026-01-31")).toHaveLength(1);
  });

  test("the database alone shows no state beyond the scope of the transaction, and none without an instant", async () => {
    const past = lookedBackTo("2026-01-31T12:00:00Z");
    const scope = { writable: [], actor: lead.personId ?? "", secrets: false };
    const seen = (units: string[], when: object) =>
      transact(
        { ...scope, units, ...when },
        async (tx) => (await tx.risk.findMany({ select: { id: true } })).length,
      );
    expect(await seen([world.claims, world.clinics], { past })).toBe(1);
    expect(await seen([world.claims], { past })).toBe(0);
    expect(await seen([world.clinics], { past })).toBe(0);
    expect(await seen([], { past })).toBe(0);
    const raw = transact({ ...scope, units: [world.claims] }, (tx) => tx.$queryRaw`select * from past.risks`);
    expect(await raw).toEqual([]);
  });

  test("no table of the application's own stands in for one of the past", async () => {
    const client = new Client(runtimeDatabaseUrl());
    await client.connect();
    try {
      await client.query(`create temporary table past_read (kind text);
        create temporary table past_states (kind text, id uuid, after jsonb);
        create temporary table past_risks as select * from public.risks with no data;
        set plumbline.as_of = '2026-01-31'`);
      await expect(client.query("select * from past.risks")).rejects.toThrow("belong to somebody else");
    } finally {
      await client.end();
    }
  });

  test("the past cannot be written, and the application can date no entry back", async () => {
    const scope = { units: "all", writable: "all", actor: "system", secrets: false } as const;
    const past = lookedBackTo("2026-01-31T12:00:00Z");
    const write = transact(
      { ...scope, past },
      (tx) => tx.$executeRaw`update public.risks set title = 'Other'`,
    );
    await expect(write).rejects.toThrow(/read-only/);
    for (const call of ["chain_entries('[]', '2026-01-01')", "past.every_state('risks')"]) {
      const asked = transact({ ...scope }, (tx) => tx.$queryRawUnsafe(`select * from ${call}`));
      await expect(asked).rejects.toThrow(/permission denied/);
    }
    const insert = `insert into audit_entries select seq + 1000000, '2026-01-01', action, "actorKind", "actorId", "actorName", "tokenId",
      "requestId", "subjectType", "subjectId", "unitId", text, "previousHash", hash from audit_entries limit 1`;
    await expect(transact({ ...scope }, (tx) => tx.$executeRawUnsafe(insert))).rejects.toThrow(
      /permission denied/,
    );
  });
});

test("a record that was removed is shown as it was, to whoever reads the unit it was in last", async () => {
  await asOwner(async (client) => {
    const { rows } = await client.query(
      `select text, "requestId" from audit_entries where "subjectId" = $1 order by seq desc limit 1`,
      [id],
    );
    const entry = {
      action: "risks.delete",
      actorKind: "system",
      actorName: "test",
      requestId: rows[0].requestId,
      subjectType: "risks",
      subjectId: id,
      unitId: world.clinics,
    };
    const text = JSON.stringify({ after: null, before: JSON.parse(rows[0].text).after });
    await client.query("select chain_entries($1, '2026-06-01T12:00:00Z')", [
      JSON.stringify([{ ...entry, text }]),
    ]);
  });
  const clinician = await personWith("lead", world.clinics);
  expect(await titlesOn("2026-05-31", { q: "leak" }, clinician)).toHaveLength(1);
  expect(await titlesOn("2026-06-01", { q: "leak" }, clinician)).toEqual([]);
});

test("what was said about a record is shown until the day, and what was taken back since then is not", async () => {
  const subject = { subjectType: "risks", subjectId: id };
  await onDay("2026-05-01", () => addComment.execute(lead, { ...subject, text: "Kept." }));
  const taken = await onDay("2026-05-02", () =>
    addComment.execute(lead, { ...subject, text: "Taken back." }),
  );
  await removeComment.execute(lead, { id: taken.id, version: taken.version });
  const on = async (day: string) => {
    const { comments } = await asOfDay(day, lead, () => listComments.execute(lead, subject));
    return comments.map((one) => (one.removed ? null : one.text));
  };
  expect(await on("2026-04-30")).toEqual([]);
  expect(await on("2026-05-01")).toEqual(["Kept."]);
  expect(await on("2026-05-02")).toEqual(["Kept.", null]);
});

test("entries that were dated by the owner leave the audit chain whole", async () => {
  expect((await verifyAudit()).problem).toBeNull();
});
