import { createHash } from "node:crypto";
import { beforeAll, describe, expect, test } from "vitest";
import {
  addEvidenceVersion,
  createEvidence,
  restoreEvidence,
  updateEvidence,
  withdrawEvidence,
} from "@/lib/domain/evidence/commands/change-evidence";
import { getEvidence, getEvidenceHistory } from "@/lib/domain/evidence/queries/evidence";
import { evidenceRegister } from "@/lib/domain/evidence/queries/register";
import { oneEvidenceReport } from "@/lib/domain/evidence/report";
import { freshnessOf } from "@/lib/domain/evidence/rules";
import { evidenceFields, freshnesses } from "@/lib/domain/evidence/schema";
import { searchRecords } from "@/lib/domain/search/queries";
import type { Actor } from "@/lib/platform/access/actor";
import { Conflict, Forbidden, Invalid, NotFound } from "@/lib/platform/errors/public-error";
import { addDays } from "@/lib/platform/time/day";
import { inDays } from "@/tests/support/days";
import { evidenceWith, handedIn } from "@/tests/support/evidence";
import { asOwner } from "@/tests/support/test-database";
import { createWorld, personWith, type World } from "@/tests/support/world";

let world: World;
let lead: Actor;
let owner: Actor;
let reader: Actor;
let stranger: Actor;
const today = inDays(0);
const sha256 = (words: string) => createHash("sha256").update(words).digest("hex");

beforeAll(async () => {
  world = await createWorld();
  lead = await personWith("lead", world.insurance);
  owner = await personWith("risk-owner", world.claims);
  reader = await personWith("reader", world.insurance);
  stranger = await personWith("lead", world.clinics);
});

describe("freshness on a day", () => {
  test.each([
    [null, false, "undated"],
    [0, false, "expiring"],
    [30, false, "expiring"],
    [31, false, "fresh"],
    [-1, false, "expired"],
    [100, true, "withdrawn"],
    [null, true, "withdrawn"],
  ])("%s days before its last day, withdrawn %s: %s", (days, withdrawn, expected) => {
    const validUntil = days === null ? null : addDays(today, days);
    expect(freshnessOf({ validUntil, withdrawn }, today)).toBe(expected);
  });

  test("the register filters by the same rule by which it shows it", async () => {
    const unitId = world.claims;
    for (const days of [-400, -1, 0, 1, 29, 30, 31, 300])
      await evidenceWith(owner, unitId, { validUntil: addDays(today, days) });
    await evidenceWith(owner, unitId);
    const { id, version } = await evidenceWith(owner, unitId, { validUntil: addDays(today, 5) });
    await withdrawEvidence.execute(owner, { id, version, reason: "Wrong file." });
    const { rows } = await evidenceRegister.list.execute(owner, { limit: 200 });
    for (const { value } of freshnesses) {
      const filtered = await evidenceRegister.list.execute(owner, { limit: 200, freshness: value });
      const shown = rows.filter(({ freshness }) => freshness === value);
      expect(shown.length, value).toBeGreaterThan(0);
      expect(filtered.rows.map((row) => row.id)).toEqual(shown.map((row) => row.id));
    }
    await expect(evidenceRegister.list.execute(owner, { freshness: "rotten" })).rejects.toThrow(
      "not a value of Freshness",
    );
  });
});

test("tags are kept in lower case, each once", () => {
  expect(evidenceFields.tags.parse(" Red team, red  team,, DPIA ")).toBe("red team, dpia");
  expect(evidenceFields.tags.safeParse(" , ").success).toBe(false);
});

describe("a piece of evidence", () => {
  test("keeps each version with the digest of exactly its bytes, who brought it and what is new", async () => {
    const { id } = await evidenceWith(owner, world.claims, { tags: "Red Team, DPIA" }, "first round");
    const fileId = await handedIn(owner, "second round", "../second round.txt");
    await addEvidenceVersion.execute(owner, { id, version: 1, fileId, note: "With German documents." });
    const { files, tags, versions, sha256: newest } = await getEvidence.execute(reader, { id });
    expect(tags).toBe("red team, dpia");
    expect([versions, newest]).toEqual([2, sha256("second round")]);
    expect(files).toMatchObject([
      {
        number: 2,
        fileName: "second round.txt",
        mediaType: "text/plain",
        size: 12,
        sha256: sha256("second round"),
        note: "With German documents.",
        addedBy: owner.name,
      },
      { number: 1, sha256: sha256("first round"), size: 11 },
    ]);
  });

  test("takes no file twice in a row, no file of somebody else, and none that is evidence already", async () => {
    const { id } = await evidenceWith(owner, world.claims, {}, "the same words");
    const add = async (fileId: string) => addEvidenceVersion.execute(owner, { id, version: 1, fileId });
    await expect(add(await handedIn(owner, "the same words"))).rejects.toThrow("version 1 already");
    const colleague = await personWith("risk-owner", world.claims);
    await expect(add(await handedIn(colleague, "of a colleague"))).rejects.toThrow("no such file");
    await expect(add(crypto.randomUUID())).rejects.toThrow("no such file");
    const used = await handedIn(owner, "used once");
    await add(used);
    await expect(evidenceWith(owner, world.claims, { fileId: used })).rejects.toThrow("no such file");
    expect((await getEvidence.execute(owner, { id })).files).toHaveLength(2);
  });

  test("keeps its last day with a new version unless another is given", async () => {
    const validUntil = addDays(today, 10);
    const { id } = await evidenceWith(owner, world.claims, { validUntil });
    const add = async (version: number, more: object) =>
      addEvidenceVersion.execute(owner, {
        id,
        version,
        fileId: await handedIn(owner, `v${version}`),
        ...more,
      });
    await add(1, {});
    expect((await getEvidence.execute(owner, { id })).validUntil).toBe(validUntil);
    await add(2, { validUntil: addDays(today, 100) });
    expect(await getEvidence.execute(owner, { id })).toMatchObject({ freshness: "fresh", versions: 3 });
  });

  test("is changed by one of two who saw the same version; the other is told", async () => {
    const { id } = await evidenceWith(owner, world.claims);
    const change = (title: string) => updateEvidence.execute(owner, { id, version: 1, title });
    const done = await Promise.allSettled([change("One"), change("Two")]);
    expect(done.map(({ status }) => status).sort()).toEqual(["fulfilled", "rejected"]);
    const lost = done.find(({ status }) => status === "rejected") as PromiseRejectedResult;
    expect(lost.reason).toBeInstanceOf(Conflict);
  });

  test("once withdrawn is changed no more until it counts again; the reason stays readable", async () => {
    const { id } = await evidenceWith(owner, world.claims);
    await withdrawEvidence.execute(owner, { id, version: 1, reason: "Joined by a wrong key." });
    const seen = await getEvidence.execute(owner, { id });
    expect(seen).toMatchObject({ freshness: "withdrawn", withdrawnReason: "Joined by a wrong key." });
    expect(seen.can).toMatchObject({ edit: false, restore: true });
    await expect(updateEvidence.execute(owner, { id, version: 2, title: "x" })).rejects.toThrow(Conflict);
    await restoreEvidence.execute(owner, { id, version: 2 });
    expect((await getEvidence.execute(owner, { id })).freshness).toBe("undated");
    await expect(restoreEvidence.execute(owner, { id, version: 3 })).rejects.toThrow(Conflict);
  });

  test("tells its history: what was added, changed and withdrawn, with the files before and after", async () => {
    const { id } = await evidenceWith(owner, world.claims, { title: "Before" }, "one");
    await updateEvidence.execute(owner, { id, version: 1, title: "After" });
    const fileId = await handedIn(owner, "two", "two.txt");
    await addEvidenceVersion.execute(owner, { id, version: 2, fileId });
    const { entries } = await getEvidenceHistory.execute(lead, { id });
    expect(entries.map(({ action }) => action)).toEqual(["added version", "changed title", "created"]);
    expect(entries[0]?.changes).toContainEqual({ label: "File", before: "report.txt", after: "two.txt" });
    expect(entries[1]?.changes).toContainEqual({ label: "Title", before: "Before", after: "After" });
  });

  test("is shown as of a day as it was then, with the freshness of that day", async () => {
    const { id } = await evidenceWith(owner, world.claims, { validUntil: addDays(today, 400) }, "then");
    await asOwner(async (client) => {
      await client.query(`update evidence set "createdAt" = now() - interval '9 days' where id = $1`, [id]);
      await client.query("alter table evidence_versions disable trigger all");
      await client.query(
        `update evidence_versions set "createdAt" = now() - interval '9 days' where "evidenceId" = $1`,
        [id],
      );
      await client.query("alter table evidence_versions enable trigger all");
      await client.query("alter table audit_entries disable trigger all");
      await client.query(`update audit_entries set at = now() - interval '9 days' where "subjectId" = $1`, [
        id,
      ]);
      await client.query("alter table audit_entries enable trigger all");
    });
    const fileId = await handedIn(owner, "now");
    await addEvidenceVersion.execute(owner, { id, version: 1, fileId, validUntil: addDays(today, -2) });
    const asOf = addDays(today, -5);
    const then = await getEvidence.execute(owner, { id, asOf });
    expect(then).toMatchObject({ freshness: "fresh", versions: 1, sha256: sha256("then") });
    expect(then.can).toEqual({ edit: false, restore: false, detach: [] });
    expect((await getEvidence.execute(owner, { id })).freshness).toBe("expired");
  });

  test("is found by its words, its tags and its reference", async () => {
    const { ref, id } = await evidenceWith(owner, world.claims, {
      title: "Quince assurance",
      tags: "marmelade",
    });
    for (const q of ["quince assur", "marmelade", ref]) {
      const { results } = await searchRecords.execute(reader, { q });
      expect(results).toContainEqual(expect.objectContaining({ id, href: `/evidence/${id}` }));
    }
    expect((await searchRecords.execute(stranger, { q: "quince" })).results).toEqual([]);
  });

  test("is printed with its digest, and its row saved as CSV", async () => {
    const { id, ref } = await evidenceWith(owner, world.claims, { title: "Printed" }, "printed words");
    const pdf = await oneEvidenceReport.execute(reader, { id, format: "pdf" });
    expect([pdf.name, pdf.mediaType]).toEqual([expect.stringContaining(ref), "application/pdf"]);
    expect((await pdf.response().text()).slice(0, 5)).toBe("%PDF-");
    const csv = await oneEvidenceReport.execute(reader, { id, format: "csv" });
    expect(await csv.response().text()).toContain(sha256("printed words"));
  });
});

describe("who may", () => {
  test("a reader reads and changes nothing; somebody of another unit finds nothing", async () => {
    const { id } = await evidenceWith(owner, world.claims);
    expect((await getEvidence.execute(reader, { id })).can.edit).toBe(false);
    await expect(updateEvidence.execute(reader, { id, version: 1, title: "x" })).rejects.toThrow(Forbidden);
    await expect(getEvidence.execute(stranger, { id })).rejects.toThrow(NotFound);
    await expect(updateEvidence.execute(stranger, { id, version: 1, title: "x" })).rejects.toThrow(NotFound);
    const { rows } = await evidenceRegister.list.execute(stranger, { limit: 200 });
    expect(rows).toEqual([]);
  });

  test("whoever reads above but edits only below changes what lies below alone", async () => {
    const { id } = await evidenceWith(lead, world.insurance);
    await expect(getEvidence.execute(owner, { id })).rejects.toThrow(NotFound);
    await expect(
      createEvidence.execute(owner, {
        title: "x",
        kind: "other",
        unitId: world.insurance,
        fileId: await handedIn(owner, "x"),
      }),
    ).rejects.toThrow(Invalid);
  });

  test("evidence that moves to another unit takes its files along", async () => {
    const { id } = await evidenceWith(lead, world.claims);
    await updateEvidence.execute(lead, { id, version: 1, unitId: world.insurance });
    await expect(getEvidence.execute(owner, { id })).rejects.toThrow(NotFound);
    expect((await getEvidence.execute(lead, { id })).files).toHaveLength(1);
    const units = await asOwner((client) =>
      client.query(
        `select f."unitId" from files f join evidence_versions v on v."fileId" = f.id where v."evidenceId" = $1`,
        [id],
      ),
    );
    expect(units.rows).toEqual([{ unitId: world.insurance }]);
  });
});
