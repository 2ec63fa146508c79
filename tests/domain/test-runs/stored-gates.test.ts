import { randomUUID } from "node:crypto";
import { beforeAll, describe, expect, test } from "vitest";
import * as z from "zod";
import { createSystem } from "@/lib/domain/inventory/systems/commands";
import { decideFinding, judgeFinding } from "@/lib/domain/test-runs/commands/triage-finding";
import { gatesRead } from "@/lib/domain/test-runs/gate/access";
import { evaluateStoredRuns } from "@/lib/domain/test-runs/gate/commands/evaluate-gate";
import {
  createGatePolicy,
  retireGatePolicy,
  updateGatePolicy,
} from "@/lib/domain/test-runs/gate/commands/write-policy";
import { gateConditions } from "@/lib/domain/test-runs/gate/conditions";
import { getGatePolicy } from "@/lib/domain/test-runs/gate/queries/policies";
import { getVerdict, verdictReport } from "@/lib/domain/test-runs/gate/queries/verdicts";
import { getPolicyVersion, listPolicyVersions } from "@/lib/domain/test-runs/gate/queries/versions";
import { keptAnswer } from "@/lib/domain/test-runs/gate/verdict";
import { endWaiver, grantWaiver, requestWaiver } from "@/lib/domain/test-runs/waivers/commands";
import { getWaiver } from "@/lib/domain/test-runs/waivers/queries";
import type { Actor } from "@/lib/platform/access/actor";
import { canonicalDigest } from "@/lib/platform/crypto/canonical-digest";
import { Conflict, Forbidden, Invalid, NotFound } from "@/lib/platform/errors/public-error";
import { query } from "@/lib/platform/operation/operation";
import { findingsOf, garakReport, takenIn } from "@/tests/support/stored-results";
import { asOwner } from "@/tests/support/test-database";
import { createWorld, personWith, type World } from "@/tests/support/world";

let world: World;
let lead: Actor;
let owner: Actor;
let signer: Actor;

const until = new Date(Date.now() + 20 * 86_400_000).toISOString().slice(0, 10);
const newHigh = "rules:\n  - { id: no-new-high, findings: { severity: high }, only_new: true }\n";
const policyText = (key: string, version: number, rest = newHigh) =>
  `id: ${key}\nversion: ${version}\n${rest}`;
let number = 0;

beforeAll(async () => {
  world = await createWorld();
  lead = await personWith("lead", world.insurance);
  owner = await personWith("system-owner", world.claims);
  signer = await personWith("executive", world.insurance);
});

async function policy(rest?: string, unitId = world.insurance, by = lead) {
  number += 1;
  const key = `policy-${number}`;
  const made = await createGatePolicy.execute(by, {
    ...{ title: "Assistants", unitId, text: policyText(key, 1, rest) },
  });
  return { ...made, key };
}
const system = async (unitId = world.claims) =>
  (await createSystem.execute(lead, { name: `Helpdesk ${randomUUID()}`, unitId })).id;
async function run(systemId: string, day: number, vulnerable: number, defended = 20) {
  const probes = { "dan.DAN": [vulnerable, defended] } as const;
  const { runId } = await takenIn(lead, garakReport({ day, probes }), { systemId });
  return runId ?? "";
}
const ask = (systemId: string, key: string, runIds: string[], more: object = {}, by = owner) =>
  evaluateStoredRuns.execute(by, { systemId, policy: key, runIds, ...more });

describe("a gate", () => {
  test("decides on stored runs, keeps exactly what it answered, and says where people read it", async () => {
    const [{ key }, systemId] = [await policy(), await system()];
    const answer = await ask(systemId, key, [await run(systemId, 1, 15)], { commit: "abc" });
    expect(answer).toMatchObject({
      ...{ verdict: "fail", exit_code: 1, new: 1, policy: { id: key, version: 1 } },
      rules: [{ id: "no-new-high", result: "fail", observed: 1, limit: 0 }],
      subject: { system: systemId, commit: "abc" },
      report_url: expect.stringContaining(`/gate-verdicts/${answer.gate_id}`),
    });
    const kept = await getVerdict.execute(owner, { id: answer.gate_id });
    expect(kept.digest).toBe(answer["digest"]);
    const { rows } = await asOwner((client) =>
      client.query(`select answer from gate_verdicts where id = $1`, [answer.gate_id]),
    );
    expect(canonicalDigest(keptAnswer(rows[0]))).toBe(kept.digest);
    for (const format of ["json", "markdown", "junit", "sarif"] as const) {
      const file = await verdictReport.execute(owner, { id: answer.gate_id, format });
      expect(await file.response().text()).toContain("no-new-high".slice(0, format === "sarif" ? 0 : 11));
    }
  });

  test("has one verdict for one question, and another one once a run is added", async () => {
    const [{ key }, systemId] = [await policy(), await system()];
    const [first, second] = [await run(systemId, 1, 0), await run(systemId, 2, 0)];
    const answer = await ask(systemId, key, [first]);
    expect(answer.verdict).toBe("pass");
    expect((await ask(systemId, key, [first])).gate_id).toBe(answer.gate_id);
    const atOnce = await Promise.all([1, 2, 3].map(() => ask(systemId, key, [second])));
    expect(new Set(atOnce.map(({ gate_id: id }) => id)).size).toBe(1);
    expect((await ask(systemId, key, [first, second])).gate_id).not.toBe(answer.gate_id);
  });

  test("lets through what the branch it goes into was found to have, and nothing beside", async () => {
    const [{ key }, systemId] = [await policy(), await system()];
    const old = await run(systemId, 1, 15);
    const into = { branch: "change", base: "main" };
    expect(await ask(systemId, key, [old], into)).toMatchObject({
      verdict: "fail",
      notes: [expect.stringContaining("No baseline")],
    });
    await ask(systemId, key, [old], { branch: "main" });
    expect(await ask(systemId, key, [old], into)).toMatchObject({ verdict: "pass", existing: 1, new: 0 });
    const more = garakReport({ day: 3, probes: { "promptinject.Hijack": [18, 2] } });
    const { runId } = await takenIn(lead, more, { systemId });
    expect(await ask(systemId, key, [runId ?? ""], into)).toMatchObject({ verdict: "fail", new: 1 });
  });

  test("counts nothing that a person called no weakness, however often it is seen", async () => {
    const [{ key }, systemId] = [await policy(), await system()];
    const runs = [await run(systemId, 1, 15)];
    const found = (await findingsOf(lead, systemId)).get("dan.DAN");
    await decideFinding.execute(lead, {
      ...{ id: String(found?.id), version: Number(found?.version), state: "false-positive" },
      reason: "The detector takes a refusal for an answer.",
    });
    expect(await ask(systemId, key, runs)).toMatchObject({
      ...{ verdict: "pass", new: 0, findings: [{ check: "dan.DAN", state: "dismissed" }] },
    });
  });

  test("is undecided where a required suite is missing, and nothing undecided ends with 0", async () => {
    const rest = `require:\n  - { suite: promptfoo, minimum_cases: 10 }\n${newHigh}`;
    const [{ key }, systemId] = [await policy(rest), await system()];
    expect(await ask(systemId, key, [await run(systemId, 1, 0)])).toMatchObject({
      ...{ verdict: "undecided", exit_code: 2 },
      completeness: { missing: [expect.stringContaining("promptfoo")] },
    });
  });

  test("decides on no runs of another system, none that cannot be seen, and by no policy that holds elsewhere", async () => {
    const [{ key }, systemId] = [await policy(), await system()];
    const own = await run(systemId, 1, 0);
    await expect(ask(await system(), key, [own])).rejects.toThrow("has no such test run");
    const stranger = await personWith("lead", world.clinics);
    await expect(ask(systemId, key, [own], {}, stranger)).rejects.toThrow(Invalid);
    const elsewhere = await policy(undefined, world.clinics, stranger);
    await expect(ask(systemId, elsewhere.key, [own])).rejects.toThrow(`No policy ${elsewhere.key} holds`);
    const reader = await personWith("reader", world.claims);
    await expect(ask(systemId, key, [own], {}, reader)).rejects.toThrow(Forbidden);
    const { gate_id: id } = await ask(systemId, key, [own]);
    await expect(getVerdict.execute(stranger, { id })).rejects.toThrow(NotFound);
  });
});

describe("a gate policy", () => {
  test("is refused with the line that cannot be read, and its id and versions only go forward", async () => {
    const { id, key, version } = await policy();
    const change = (text: string) =>
      updateGatePolicy.execute(lead, { id, version, title: "Assistants", text, reason: "Stricter." });
    await expect(change(`id: ${key}\nversion: 2\nrules: [{ id: a, finding: {} }]`)).rejects.toMatchObject({
      problems: [{ path: "text", message: expect.stringContaining("Line 3") }],
    });
    await expect(change(policyText("another", 2))).rejects.toThrow("stays so");
    await expect(change(policyText(key, 1))).rejects.toThrow("higher one");
    await change(policyText(key, 7));
    const { rows } = await listPolicyVersions.execute(lead, { id });
    const { newest } = await getGatePolicy.execute(lead, { id });
    expect([newest, rows.map((one) => one.number)]).toEqual([7, [7, 1]]);
    await expect(change(policyText(key, 8))).rejects.toThrow(Conflict);
  });

  test("lists its versions 20 at a time without their texts, and each text by itself", async () => {
    let { id, key, version } = await policy();
    for (let number = 2; number <= 23; number += 1)
      ({ version } = await updateGatePolicy.execute(lead, {
        ...{ id, version, title: "Assistants", text: policyText(key, number), reason: `Number ${number}.` },
      }));
    const first = await listPolicyVersions.execute(lead, { id });
    expect([first.rows.length, first.rows[0]?.number, first.next]).toEqual([20, 23, 4]);
    expect(JSON.stringify(first)).not.toContain("rules:");
    const rest = await listPolicyVersions.execute(lead, { id, before: first.next ?? 0 });
    expect([rest.rows.map(({ number }) => number), rest.next]).toEqual([[3, 2, 1], null]);
    expect((await getPolicyVersion.execute(lead, { id, number: 2 })).text).toBe(policyText(key, 2).trim());
    await expect(getPolicyVersion.execute(lead, { id, number: 99 })).rejects.toThrow(NotFound);
    const stranger = await personWith("lead", world.clinics);
    await expect(getPolicyVersion.execute(stranger, { id, number: 2 })).rejects.toThrow(NotFound);
  });

  test("is written once, also by two at the same moment", async () => {
    const write = () =>
      createGatePolicy.execute(lead, {
        ...{ title: "Twice", unitId: world.insurance, text: policyText("twice", 1) },
      });
    const both = await Promise.allSettled([write(), write()]);
    expect(both.filter(({ status }) => status === "fulfilled")).toHaveLength(1);
    expect(both.find((one) => one.status === "rejected")?.reason).toBeInstanceOf(Invalid);
  });

  test("of the unit itself goes before one of a unit above, and a retired one decides nothing", async () => {
    const above = await policy();
    const lax = "rules:\n  - { id: any, findings: { severity: high }, limit: 9 }\n";
    const own = await createGatePolicy.execute(lead, {
      ...{ title: "Ours", unitId: world.claims, text: policyText(above.key, 3, lax) },
    });
    const systemId = await system();
    const runs = [await run(systemId, 1, 15)];
    expect(await ask(systemId, above.key, runs)).toMatchObject({ verdict: "pass", policy: { version: 3 } });
    await retireGatePolicy.execute(lead, { id: own.id, version: own.version, reason: "One for all." });
    expect(await ask(systemId, above.key, runs)).toMatchObject({ verdict: "fail", policy: { version: 1 } });
  });
});

describe("a waiver", () => {
  async function waived() {
    const [{ key }, systemId] = [await policy(), await system()];
    const runs = [await run(systemId, 1, 15)];
    const id = String((await findingsOf(lead, systemId)).get("dan.DAN")?.id);
    const asked = [1, 2].map(() =>
      requestWaiver.execute(lead, { id, until, reason: "Mended in the next release." }),
    );
    const lost = (await Promise.allSettled(asked)).filter(({ status }) => status === "rejected");
    expect(lost).toMatchObject([{ reason: expect.any(Conflict) }]);
    await expect(grantWaiver.execute(lead, { id, reason: "Mine." })).rejects.toThrow(Forbidden);
    await grantWaiver.execute(signer, { id, reason: "Until then." });
    return { key, systemId, runs, id };
  }

  test("is signed by another person, and gates count the finding as accepted until its last day", async () => {
    const { key, systemId, runs, id } = await waived();
    expect(await ask(systemId, key, runs)).toMatchObject({
      ...{ verdict: "pass", accepted: 1, new: 0 },
      waivers: [{ by: signer.name, until, state: "in force" }],
    });
    // As if the day had passed.
    await asOwner((client) =>
      client.query(`update decisions set until = '2026-01-01' where "subjectId" = $1`, [id]),
    );
    expect(await ask(systemId, key, runs)).toMatchObject({
      ...{ verdict: "fail", new: 1, waivers: [{ state: "expired" }] },
    });
  });

  test("counts no more once it is ended, or stale because the finding became more severe", async () => {
    const one = await waived();
    await endWaiver.execute(signer, { id: one.id, reason: "It is exploited." });
    expect((await ask(one.systemId, one.key, one.runs)).verdict).toBe("fail");
    const other = await waived();
    const { rows } = await asOwner((client) =>
      client.query(`select version from findings where id = $1`, [other.id]),
    );
    await judgeFinding.execute(lead, {
      ...{ id: other.id, version: rows[0].version, severity: "critical", reason: "Reaches customers." },
    });
    expect(await getWaiver.execute(signer, { id: other.id })).toMatchObject({ until: null });
    expect((await ask(other.systemId, other.key, other.runs)).verdict).toBe("fail");
  });
});

test("a system enters a stage only with a fresh pass by each policy that decided on it", async () => {
  const [{ key }, systemId] = [await policy(), await system()];
  const [condition] = gateConditions;
  const checked = query({
    ...{ name: "gates.check", summary: "What the condition finds", permission: gatesRead },
    input: z.strictObject({}),
    run: async (context) => condition?.check(context, { id: systemId, unitId: world.claims }, 30),
  });
  const check = () => checked.execute(owner, {});
  expect(await check()).toMatchObject({ state: "unknown" });
  await ask(systemId, key, [await run(systemId, 1, 15)]);
  expect(await check()).toMatchObject({ state: "fails", found: expect.stringContaining(key) });
  await ask(systemId, key, [await run(systemId, 2, 0, 40)]);
  expect(await check()).toMatchObject({ state: "holds" });
  await asOwner((client) =>
    client.query(
      `alter table gate_verdicts disable trigger never_changed; update gate_verdicts set "createdAt" = now() - interval '40 days' where "systemId" = '${systemId}'; alter table gate_verdicts enable trigger never_changed`,
    ),
  );
  expect(await check()).toMatchObject({ state: "unknown", found: expect.stringContaining("older than") });
});
