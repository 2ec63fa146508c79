import { text } from "node:stream/consumers";
import { beforeAll, describe, expect, test } from "vitest";
import { createPack } from "@/lib/domain/audit-packs/commands/create-pack";
import { downloadPack, openPack, readPackFile } from "@/lib/domain/audit-packs/commands/open-pack";
import { endEngagement, engageAuditor } from "@/lib/domain/audit-packs/engagements/commands";
import { buildPack } from "@/lib/domain/audit-packs/jobs";
import { listOpenPacks } from "@/lib/domain/audit-packs/queries/engagements";
import { packRegister } from "@/lib/domain/audit-packs/queries/register";
import { createSystem } from "@/lib/domain/inventory/systems/commands";
import { createRisk } from "@/lib/domain/risks/commands/create-risk";
import { updateRisk } from "@/lib/domain/risks/commands/update-risk";
import { riskRegister } from "@/lib/domain/risks/queries/register";
import type { Actor } from "@/lib/platform/access/actor";
import { cancelJob } from "@/lib/platform/jobs/commands";
import { runJob } from "@/lib/platform/jobs/run-job";
import { addDays } from "@/lib/platform/time/day";
import { builtPack, checked, packOf } from "@/tests/support/audit-packs";
import { inDays } from "@/tests/support/days";
import { evidenceWith } from "@/tests/support/evidence";
import { onDay } from "@/tests/support/on-day";
import { asOwner } from "@/tests/support/test-database";
import { createWorld, personWith, refreshed, type World } from "@/tests/support/world";

let world: World;
let lead: Actor;
const today = inDays(0);
const before = addDays(today, -10);
const never = new AbortController().signal;
const risk = (title: string, unitId: string) => ({
  title,
  category: "security" as const,
  unitId,
  event: `${title} happens.`,
});

beforeAll(async () => {
  world = await createWorld();
  lead = await personWith("lead", world.insurance, { name: "Ines Example" });
});

describe("an audit pack", () => {
  test("shows the records as they were on its day: ten that changed since are as before, and what came later is not in it", async () => {
    const risks = await onDay(before, async () => {
      const made = [];
      for (let i = 0; i < 10; i += 1)
        made.push(await createRisk.execute(lead, risk(`Before ${i}`, world.claims)));
      return made;
    });
    const old = packOf(world.insurance, { asOf: before });
    const first = await builtPack(lead, old);
    for (const [i, { id, version }] of risks.entries())
      await updateRisk.execute(lead, { id, version, title: `Changed since ${i}` });
    await createRisk.execute(lead, risk("Came later", world.claims));
    const { text: of, bytes } = await builtPack(lead, old);
    const titles = JSON.parse(of("records/risks.json"))
      .map(({ title }: { title: string }) => title)
      .sort();
    expect(titles).toEqual(risks.map((_, i) => `Before ${i}`));
    expect(bytes.equals(first.bytes)).toBe(true);
    const now = await builtPack(lead, packOf(world.insurance));
    expect(now.text("registers/risks.csv").match(/Changed since/g)).toHaveLength(10);
  });

  test("is of the systems that were chosen, with what belongs to them, and shows no trace of another unit", async () => {
    const system = (name: string, unitId: string) => createSystem.execute(lead, { name, unitId });
    const [chosen, other] = [
      await system("Chosen system", world.claims),
      await system("Other system", world.claims),
    ];
    await createRisk.execute(lead, { ...risk("Of the chosen", world.claims), systemIds: [chosen.id] });
    await createRisk.execute(lead, { ...risk("Of the other", world.claims), systemIds: [other.id] });
    const clinics = await personWith("lead", world.clinics);
    await createRisk.execute(clinics, risk("Of the clinics", world.clinics));
    const { files, text: of } = await builtPack(
      lead,
      packOf(world.insurance, { systemIds: [chosen.id], frameworks: ["iso-42001"] }),
    );
    expect(JSON.parse(of("records/systems.json")).map(({ name }: { name: string }) => name)).toEqual([
      "Chosen system",
    ]);
    expect(JSON.parse(of("records/risks.json")).map(({ title }: { title: string }) => title)).toEqual([
      "Of the chosen",
    ]);
    const all = [...files]
      .filter(([path]) => !/\.(pdf|xlsx)$/.test(path))
      .map(([, data]) => data.toString())
      .join();
    expect(all).not.toMatch(/Other system|Of the other|Of the clinics/);
    await expect(createPack.execute(clinics, packOf(world.insurance))).rejects.toMatchObject({
      problems: [{ path: "unitId" }],
    });
    await expect(createPack.execute(lead, packOf(world.clinics))).rejects.toMatchObject({
      problems: [{ path: "unitId" }],
    });
  });

  test("leaves out names and files where that is asked, and says so", async () => {
    await evidenceWith(
      lead,
      world.claims,
      { title: "Minutes", ownerId: lead.personId },
      "Said by Ines Example.",
    );
    const { files, text: of } = await builtPack(lead, packOf(world.claims, { leftOut: ["names", "files"] }));
    expect([...files.keys()].filter((path) => /^(evidence|decisions)\//.test(path))).toEqual([]);
    expect(of("registers/evidence.csv")).toMatch(/Minutes.*Person 1/);
    expect(
      [...files]
        .filter(([path]) => !/\.(pdf|xlsx)$/.test(path))
        .map(([, data]) => data.toString())
        .join(),
    ).not.toContain("Ines Example");
    expect(JSON.parse(of("manifest.json")).about.leftOut).toEqual(["names", "files"]);
  });

  test("is refused for a day to come, a period that begins after it, and an unknown framework, in words", async () => {
    const wrong = packOf(world.insurance, {
      asOf: addDays(today, 3),
      periodFrom: addDays(today, 5),
      frameworks: ["none"],
    });
    await expect(createPack.execute(lead, wrong)).rejects.toMatchObject({
      problems: [{ path: "frameworks" }, { path: "asOf" }, { path: "periodFrom" }],
    });
  });

  test("that is cancelled keeps nothing, and says what became of it", async () => {
    const { id, jobId } = (await createPack.execute(lead, packOf(world.claims))) as {
      id: string;
      jobId: string;
    };
    await cancelJob.execute(lead, { id: jobId });
    expect(await runJob([buildPack], jobId, never)).toBe("elsewhere");
    expect(await openPack.execute(lead, { id })).toMatchObject({ state: "cancelled", files: [] });
    await expect(downloadPack.execute(lead, { id })).rejects.toMatchObject({ status: 409 });
  });
});

describe("an auditor from outside", () => {
  test("reads the one pack they are engaged for, each read in the audit trail, and from the end on finds nothing", async () => {
    const { id, bytes } = await builtPack(lead, packOf(world.claims));
    const { id: unseen } = await builtPack(lead, packOf(world.insurance));
    const auditor = await outsider(world.clinics);
    await expect(openPack.execute(auditor, { id })).rejects.toMatchObject({ status: 404 });
    const engaged = await engageAuditor.execute(lead, {
      id,
      personId: auditor.personId ?? "",
      purpose: "Surveillance audit.",
      endsOn: addDays(today, 7),
    });

    expect((await listOpenPacks.execute(auditor, {})).packs.map((one) => one.id)).toEqual([id]);
    const record = await openPack.execute(auditor, { id });
    expect([record.byRole, record.engagements, record.can]).toEqual([false, [], { engage: false }]);
    const csv = await text((await readPackFile.execute(auditor, { id, path: "registers/risks.csv" })).bytes);
    expect(csv).toContain("Changed since");
    const taken = Buffer.from(
      await new Response((await downloadPack.execute(auditor, { id })).bytes).arrayBuffer(),
    );
    expect([taken.equals(bytes), (await checked(taken)).verdict]).toEqual([true, "verified"]);
    await expect(openPack.execute(auditor, { id: unseen })).rejects.toMatchObject({ status: 404 });
    await expect(riskRegister.list.execute(auditor, {})).rejects.toMatchObject({ status: 403 });
    await expect(packRegister.list.execute(auditor, {})).rejects.toMatchObject({ status: 403 });
    const { rows } = await asOwner((client) =>
      client.query(
        `select action, text::jsonb -> 'after' ->> 'opened' as opened from audit_entries where "actorId" = $1 order by seq`,
        [auditor.personId],
      ),
    );
    expect(rows).toEqual([
      { action: "audit-packs.open", opened: "record" },
      { action: "audit-packs.readFile", opened: "registers/risks.csv" },
      { action: "audit-packs.download", opened: "pack" },
    ]);

    await endEngagement.execute(lead, { id: engaged.id });
    for (const read of [openPack, downloadPack])
      await expect(read.execute(await refreshed(auditor), { id })).rejects.toMatchObject({ status: 404 });
    await expect(readPackFile.execute(auditor, { id, path: "registers/risks.csv" })).rejects.toMatchObject({
      status: 404,
    });
    expect((await listOpenPacks.execute(auditor, {})).packs).toEqual([]);
    await expect(endEngagement.execute(lead, { id: engaged.id })).rejects.toMatchObject({ status: 409 });
  });

  test("is shut out when the last day is over, by the database as well", async () => {
    const { id } = await builtPack(lead, packOf(world.claims));
    const auditor = await outsider(world.clinics);
    const ends = addDays(today, 2);
    const { id: engagement } = await engageAuditor.execute(lead, {
      id,
      personId: auditor.personId ?? "",
      purpose: "Two days.",
      endsOn: ends,
    });
    await openPack.execute(auditor, { id });
    await onDay(addDays(today, 4), () =>
      expect(openPack.execute(auditor, { id })).rejects.toMatchObject({ status: 404 }),
    );
    await asOwner((client) =>
      client.query(`update audit_engagements set "endsAt" = now() - interval '1 second' where id = $1`, [
        engagement,
      ]),
    );
    await expect(openPack.execute(auditor, { id })).rejects.toMatchObject({ status: 404 });
    await expect(
      engageAuditor.execute(lead, {
        id,
        personId: auditor.personId ?? "",
        purpose: "Past.",
        endsOn: addDays(today, -1),
      }),
    ).rejects.toMatchObject({ problems: [{ path: "endsOn" }] });
    await expect(
      engageAuditor.execute(await personWith("reader", world.insurance), {
        id,
        personId: auditor.personId ?? "",
        purpose: "No right.",
        endsOn: ends,
      }),
    ).rejects.toMatchObject({ status: 403 });
  });
});

/** Somebody with an account and without any role. */
async function outsider(unitId: string): Promise<Actor> {
  const person = await personWith("reader", unitId);
  await asOwner((client) => client.query(`delete from grants where "personId" = $1`, [person.personId]));
  return refreshed(person);
}
