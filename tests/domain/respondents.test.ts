import { createHmac } from "node:crypto";
import { hashRaw } from "@node-rs/argon2";
import { beforeAll, beforeEach, describe, expect, test } from "vitest";
import { approveAssessment } from "@/lib/domain/assessments/commands/decide";
import { getAssessment } from "@/lib/domain/assessments/queries/assessment";
import {
  inviteRespondent,
  newRespondentCode,
  revokeRespondent,
} from "@/lib/domain/assessments/respondents/commands/invite";
import {
  answerOutside,
  finishOutside,
  openOutside,
} from "@/lib/domain/assessments/respondents/commands/respond";
import { readOutside } from "@/lib/domain/assessments/respondents/queries/outside";
import { mostTries } from "@/lib/domain/assessments/respondents/schema";
import { newCode } from "@/lib/domain/assessments/respondents/secrets";
import type { Actor } from "@/lib/platform/access/actor";
import { deriveSecret } from "@/lib/platform/crypto/derive";
import { Conflict, Forbidden, Invalid, NotFound, Unauthenticated } from "@/lib/platform/errors/public-error";
import { answer, dueOn, handedInBy, started, systemOf } from "@/tests/support/assessments";
import { asOwner, testSecret } from "@/tests/support/test-database";
import { createWorld, personWith, theSystem, type World } from "@/tests/support/world";

let world: World;
let lead: Actor;
let owner: Actor;
let id: string;

beforeAll(async () => {
  world = await createWorld();
  lead = await personWith("lead", world.insurance);
  owner = await personWith("risk-owner", world.claims);
});
beforeEach(async () => {
  const system = await systemOf(owner, world.claims, lead, { purpose: "A secret purpose" });
  id = await started(lead, system.id, "ai-risk-assessment");
});

const whole = {
  name: "Sam of Supplier Ltd",
  email: null,
  sectionKey: null,
  questionKey: null,
  lastDay: dueOn,
};
const keyOf = (link: string) => new URL(link).searchParams.get("key") ?? "";
const door = theSystem();

async function invited(asked: object = {}) {
  const made = await inviteRespondent.execute(lead, { id, ...whole, ...asked });
  return { ...made, key: keyOf(made.link) };
}
async function opened(asked: object = {}) {
  const { key, code, id: respondentId } = await invited(asked);
  const { session } = await openOutside.execute(door, { key, code });
  return { key, session, respondentId };
}
const read = (by: { key: string; session: string }) =>
  readOutside.execute(door, { key: by.key, session: by.session });
const say = (by: { key: string; session: string }, questionKey: string, seen = 0, value = "Said outside") =>
  answerOutside.execute(door, {
    ...{ key: by.key, session: by.session },
    ...{ questionKey, seen, answer: { kind: "value", value } },
  });
const questionsOf = async (by: { key: string; session: string }) =>
  (await read(by)).sections.flatMap(({ questions }) => questions.map(({ question }) => question));
const change = (sql: string, respondentId: string) =>
  asOwner((client) => client.query(`update assessment_respondents set ${sql} where id = $1`, [respondentId]));

describe("somebody outside", () => {
  test("answers with link and code, under their own name, and the inside sees that it came from outside", async () => {
    const by = await opened();
    const [first] = (await questionsOf(by)).filter(({ kind }) => kind === "text");
    expect(await say(by, first?.key ?? "")).toEqual({ number: 1 });
    const { answers, state } = await getAssessment.execute(owner, { id });
    expect(state).toBe("in-progress");
    expect(answers[first?.key ?? ""]).toMatchObject({ by: whole.name, outside: true, number: 1 });
    const { sections } = await read(by);
    const own = sections.flatMap(({ questions }) => questions).find((one) => one.question.key === first?.key);
    expect(own).toMatchObject({ number: 1, answer: { kind: "value", value: "Said outside" } });
    await finishOutside.execute(door, { key: by.key, session: by.session });
    const { respondents } = await getAssessment.execute(owner, { id });
    expect(respondents[0]).toMatchObject({ name: whole.name, state: "finished" });
  });

  test("sees what is asked and nothing of the inside: no points, sources, facts, people, files or other answers", async () => {
    const { template } = await getAssessment.execute(owner, { id });
    const [taken] = template.sections[0]?.questions ?? [];
    await answer(owner, id, taken?.key ?? "", { kind: "value", value: "Only for the inside" });
    const by = await opened();
    const shown = await read(by);
    const words = JSON.stringify(shown);
    for (const secret of [
      "Only for the inside",
      "A secret purpose",
      "Triage assistant",
      owner.name,
      id,
      "eu-ai-act",
    ])
      expect(words).not.toContain(secret);
    for (const key of ['"points":1', '"when"', '"sets"', '"concept"', '"framework"', '"because"'])
      expect(words).not.toContain(key);
    const keys = (await questionsOf(by)).map(({ key }) => key);
    expect(keys).not.toContain(taken?.key);
    await expect(say(by, taken?.key ?? "", 1)).rejects.toThrow(Conflict);
  });

  test("sees no answer that was carried forward, also not as the one to compare with", async () => {
    const system = await systemOf(owner, world.claims, lead);
    const first = await started(lead, system.id, "transparency-evaluation");
    const version = await handedInBy(owner, first);
    const approver = await personWith("executive", world.insurance);
    await approveAssessment.execute(approver, { id: first, version, reason: "Good." });
    id = await started(lead, system.id, "transparency-evaluation");
    const by = await opened();
    const { sections } = await read(by);
    const carried = sections
      .flatMap(({ questions }) => questions)
      .find(({ question, number }) => question.kind === "text" && number === 1);
    expect(carried?.answer).toBeNull();
    const refused = await say(by, carried?.question.key ?? "").catch((error: unknown) => error);
    expect(refused).toBeInstanceOf(Conflict);
    expect((refused as Conflict).current).toMatchObject({ number: 1, answer: null });
  });

  test("who is asked for one section or question can answer no other", async () => {
    const { template } = await getAssessment.execute(owner, { id });
    const [, second] = template.sections;
    const bySection = await opened({ sectionKey: second?.key });
    expect((await read(bySection)).sections.map(({ key }) => key)).toEqual([second?.key]);
    const other = template.sections[0]?.questions.find(({ kind }) => kind === "text");
    await expect(say(bySection, other?.key ?? "")).rejects.toThrow(Invalid);
    const byQuestion = await opened({ questionKey: other?.key });
    expect((await questionsOf(byQuestion)).map(({ key }) => key)).toEqual([other?.key]);
  });

  test("of two tabs the older answer is not written over the newer", async () => {
    const by = await opened();
    const [first] = (await questionsOf(by)).filter(({ kind }) => kind === "text");
    await say(by, first?.key ?? "");
    await expect(say(by, first?.key ?? "", 0, "Older")).rejects.toThrow(Conflict);
    expect(await say(by, first?.key ?? "", 1, "Newer")).toEqual({ number: 2 });
  });
});

describe("link and code", () => {
  test("open together and only once; neither opens anything alone", async () => {
    const { key, code } = await invited();
    await expect(read({ key, session: "x" })).rejects.toThrow(Unauthenticated);
    await expect(openOutside.execute(door, { key: "another", code })).rejects.toThrow(NotFound);
    const { session } = await openOutside.execute(door, { key, code: code.toLowerCase().replace("-", " ") });
    await expect(openOutside.execute(door, { key, code })).rejects.toThrow("used already");
    expect((await read({ key, session })).name).toBe(whole.name);
  });

  test("wrong codes are counted though they are refused, also many at once, and close the link until a new code", async () => {
    const { key, code, id: respondentId } = await invited();
    const wrong = () =>
      openOutside.execute(door, { key, code: "WRONG" }).catch((error: Error) => error.message);
    expect(await wrong()).toContain(`${mostTries - 1} tries are left`);
    await Promise.all(Array.from({ length: mostTries }, wrong));
    await expect(openOutside.execute(door, { key, code })).rejects.toThrow("tried too often");
    expect((await getAssessment.execute(lead, { id })).respondents[0]?.state).toBe("closed");
    const again = await newRespondentCode.execute(lead, { id: respondentId });
    const { session } = await openOutside.execute(door, { key, code: again.code });
    expect((await read({ key, session })).open).toBe(true);
  });

  test("a new code ends the session of the old one", async () => {
    const by = await opened();
    await newRespondentCode.execute(lead, { id: by.respondentId });
    await expect(read(by)).rejects.toThrow(Unauthenticated);
  });

  test("taken back or expired they open nothing from the next request on, and nothing tells the two apart", async () => {
    const [back, late] = [await opened(), await opened()];
    const [first] = (await questionsOf(back)).filter(({ kind }) => kind === "text");
    await revokeRespondent.execute(lead, { id: back.respondentId });
    await change(`"expiresAt" = now() - interval '1 second'`, late.respondentId);
    for (const by of [back, late]) {
      await expect(read(by)).rejects.toThrow("This link does not work any more.");
      await expect(say(by, first?.key ?? "")).rejects.toThrow(NotFound);
      await expect(openOutside.execute(door, { key: by.key, code: "ABC" })).rejects.toThrow(NotFound);
    }
  });

  test("once the assessment is handed in nothing is shown or taken any more", async () => {
    const by = await opened();
    const [first] = (await questionsOf(by)).filter(({ kind }) => kind === "text");
    await handedInBy(owner, id);
    expect(await read(by)).toMatchObject({ open: false, sections: [] });
    await expect(say(by, first?.key ?? "", 1)).rejects.toThrow(Conflict);
  });

  test("a code is ten of 31 letters by chance, which is 49 bits, and stored by argon2id under a key outside the database", async () => {
    const codes = Array.from({ length: 400 }, newCode);
    expect(new Set(codes).size).toBe(codes.length);
    for (const code of codes) expect(code).toMatch(/^[A-HJKMNP-Z2-9]{5}-[A-HJKMNP-Z2-9]{5}$/);
    for (let at = 0; at < 10; at += 1)
      expect(new Set(codes.map((code) => code.replace("-", "")[at])).size).toBeGreaterThan(28);
    expect(10 * Math.log2(31)).toBeGreaterThan(20);

    const { code, id: respondentId } = await invited();
    const { rows } = await asOwner((client) =>
      client.query(`select "linkHash", "codeHash" from assessment_respondents where id = $1`, [respondentId]),
    );
    const cost = { memoryCost: 19_456, timeCost: 2, parallelism: 1, outputLen: 32 };
    const secret = deriveSecret(testSecret, "codes of respondents");
    const slow = await hashRaw(code.replace("-", ""), { ...cost, salt: rows[0].linkHash, secret });
    expect(rows[0].codeHash.equals(slow)).toBe(true);
  });

  test("a code that was stored before argon2id opens its link still", async () => {
    const { key, code, id: respondentId } = await invited();
    const hmac = createHmac("sha256", deriveSecret(testSecret, "codes of respondents"));
    await asOwner(async (client) => {
      const { rows } = await client.query(`select "linkHash" from assessment_respondents where id = $1`, [
        respondentId,
      ]);
      const earlier = hmac.update(rows[0].linkHash).update(code.replace("-", "")).digest();
      await client.query(`update assessment_respondents set "codeHash" = $2 where id = $1`, [
        respondentId,
        earlier,
      ]);
    });
    await expect(openOutside.execute(door, { key, code: "WRONG" })).rejects.toThrow("not the code");
    expect((await openOutside.execute(door, { key, code })).session).toEqual(expect.any(String));
  });

  test("are not in the database or the audit trail, only their hashes", async () => {
    const { key, code } = await invited();
    const { rows } = await asOwner((client) =>
      client.query(
        `select (select string_agg(r::text, ' ') from assessment_respondents r) || (select string_agg(text, ' ') from audit_entries) as all`,
      ),
    );
    for (const secret of [key, code, code.replace("-", "")]) expect(rows[0].all).not.toContain(secret);
    expect(rows[0].all).not.toContain("linkHash");
  });
});

test("only who assigns there asks somebody outside, for a part that exists and not for longer than a link may last", async () => {
  await expect(inviteRespondent.execute(owner, { id, ...whole })).rejects.toThrow(Forbidden);
  const stranger = await personWith("lead", world.clinics);
  await expect(inviteRespondent.execute(stranger, { id, ...whole })).rejects.toThrow(NotFound);
  const { id: respondentId } = await invited();
  await expect(revokeRespondent.execute(stranger, { id: respondentId })).rejects.toThrow(NotFound);
  for (const wrong of [{ lastDay: "2020-01-01" }, { lastDay: "2099-01-01" }, { sectionKey: "none" }])
    await expect(invited(wrong)).rejects.toThrow(Invalid);
});
