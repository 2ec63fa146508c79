import { afterAll, beforeAll, expect, test } from "vitest";
import { decisionRegister } from "@/lib/domain/decisions/queries";
import { createRisk } from "@/lib/domain/risks/commands/create-risk";
import { requestAcceptance } from "@/lib/domain/risks/commands/request-acceptance";
import { closeRisk } from "@/lib/domain/risks/commands/review-risk";
import { scoreRisk } from "@/lib/domain/risks/commands/score-risk";
import { acceptRisk } from "@/lib/domain/risks/commands/sign-acceptance";
import { getRisk } from "@/lib/domain/risks/queries/risk";
import type { Actor } from "@/lib/platform/access/actor";
import { closeSender } from "@/lib/platform/jobs/queue";
import { inDays } from "@/tests/support/days";
import { applied, checked } from "@/tests/support/importing";
import { createWorld, personWith, tokenOf, type World } from "@/tests/support/world";

let world: World;
let editor: Actor;
let executive: Actor;
let token: string;

beforeAll(async () => {
  world = await createWorld();
  editor = await personWith("risk-owner", world.claims);
  executive = await personWith("executive", world.root);
  token = await tokenOf(editor, world.claims);
});
afterAll(closeSender);

async function accepted(title: string): Promise<string> {
  const { id } = await createRisk.execute(editor, { title, category: "security", unitId: world.claims });
  await scoreRisk.execute(editor, {
    id,
    version: 1,
    kind: "current",
    likelihood: 3,
    impact: 3,
    reason: "As seen.",
  });
  const until = inDays(90);
  await requestAcceptance.execute(editor, { id, version: 2, reason: "Costs more than it saves.", until });
  await acceptRisk.execute(executive, { id, version: 3, reason: "Agreed." });
  return id;
}

async function imported(text: string) {
  const found = await checked(editor, token, "risks", world.claims, text);
  expect(found.rows.flatMap(({ problems }) => problems)).toEqual([]);
  return applied(editor, token, found.id);
}

const decisions = async (subject: string) =>
  (await decisionRegister.list.execute(executive, { subject, sort: "requestedAt" })).rows.map(
    (row) => row["state"],
  );

test("an import that changes what was signed makes the acceptance stale and asks for it again, as a change by hand does", async () => {
  const id = await accepted("Signed");
  await imported("Title,Category,Cause\nSigned,Security,Another cause\n");
  expect(await getRisk.execute(editor, { id })).toMatchObject({
    status: "open",
    cause: "Another cause",
    acceptedUntil: null,
  });
  expect((await decisions(id)).toSorted()).toEqual(["requested", "stale"]);
});

test("an import that changes nothing of it leaves the acceptance in force", async () => {
  const id = await accepted("Kept");
  await imported("Title,Category,Treatment plan\nKept,Security,Look at it each month\n");
  expect(await getRisk.execute(editor, { id })).toMatchObject({
    status: "accepted",
    treatmentPlan: "Look at it each month",
  });
  expect(await decisions(id)).toEqual(["granted"]);
});

test("a closed risk is not changed by an import", async () => {
  const { id, version } = await createRisk.execute(editor, {
    title: "Closed",
    category: "security",
    unitId: world.claims,
  });
  await closeRisk.execute(editor, { id, version, reason: "The system is gone." });
  const found = await checked(
    editor,
    token,
    "risks",
    world.claims,
    "Title,Category,Cause\nClosed,Security,New\n",
  );
  expect(found.rows[0]).toMatchObject({
    outcome: "refused",
    problems: [{ label: null, message: "The risk is closed. Reopen it first." }],
  });
});
