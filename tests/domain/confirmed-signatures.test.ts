import { beforeAll, expect, test } from "vitest";
import { approveAssessment, refuseAssessment } from "@/lib/domain/assessments/commands/decide";
import { getAssessment } from "@/lib/domain/assessments/queries/assessment";
import { confirmSelf } from "@/lib/domain/organization/sessions/confirm";
import { updateOrganisation } from "@/lib/domain/organization/settings/commands";
import { getOrganisation } from "@/lib/domain/organization/settings/queries";
import type { Actor } from "@/lib/platform/access/actor";
import { authenticate } from "@/lib/platform/auth/authenticate";
import { hashPassword } from "@/lib/platform/auth/password";
import { ConfirmFirst, Forbidden, Invalid } from "@/lib/platform/errors/public-error";
import { handedInBy, started, systemOf } from "@/tests/support/assessments";
import { asOwner } from "@/tests/support/test-database";
import { createWorld, personWith, refreshed, tokenOf, type World } from "@/tests/support/world";

const password = "a long enough password";
let world: World;
let administrator: Actor;
let approver: Actor;
let lead: Actor;
let owner: Actor;

beforeAll(async () => {
  world = await createWorld();
  administrator = await personWith("administrator", world.root);
  lead = await personWith("lead", world.insurance);
  owner = await personWith("risk-owner", world.claims);
  approver = await personWith("executive", world.insurance);
  const hash = await hashPassword(password);
  await asOwner((client) =>
    client.query(`insert into credentials ("personId", "passwordHash", "changedAt") values ($1, $2, now())`, [
      approver.personId,
      hash,
    ]),
  );
});

const asks = async (signing: "session" | "password") => {
  const { version } = await getOrganisation.execute(administrator, {});
  await updateOrganisation.execute(administrator, { version, signing });
};
async function waiting() {
  const id = await started(lead, (await systemOf(owner, world.claims, lead)).id, "cicd-security-checklist");
  return { id, version: await handedInBy(owner, id), reason: "Read in full." };
}

test("where the organisation asks for it, nothing is signed or refused before the password was given again in that session", async () => {
  const asked = await waiting();
  await asks("password");
  await expect(approveAssessment.execute(approver, asked)).rejects.toThrow(ConfirmFirst);
  await expect(refuseAssessment.execute(approver, asked)).rejects.toThrow(ConfirmFirst);
  expect((await getAssessment.execute(owner, { id: asked.id })).state).toBe("submitted");
  await expect(confirmSelf.execute(approver, { password: "another password" })).rejects.toThrow(Invalid);
  await expect(approveAssessment.execute(await refreshed(approver), asked)).rejects.toThrow(ConfirmFirst);
  await confirmSelf.execute(approver, { password });
  await approveAssessment.execute(await refreshed(approver), asked);
  expect((await getAssessment.execute(owner, { id: asked.id })).state).toBe("approved");
});

test("the proof holds for five minutes and for the session in which it was given", async () => {
  await asks("password");
  const asked = await waiting();
  await confirmSelf.execute(approver, { password });
  await asOwner((client) =>
    client.query(`update sessions set "confirmedAt" = now() - interval '6 minutes' where id = $1`, [
      approver.sessionId,
    ]),
  );
  await expect(approveAssessment.execute(await refreshed(approver), asked)).rejects.toThrow(ConfirmFirst);
});

test("a token gives no proof and signs nothing then", async () => {
  await asks("password");
  const asked = await waiting();
  const headers = new Headers({ authorization: `Bearer ${await tokenOf(approver, world.insurance)}` });
  const token = (await authenticate(headers, "test")) as Actor;
  await expect(confirmSelf.execute(token, { password })).rejects.toThrow(Forbidden);
  await expect(approveAssessment.execute(token, asked)).rejects.toThrow(Forbidden);
});

test("being signed in is enough unless the organisation asks for more", async () => {
  await asks("session");
  const asked = await waiting();
  await approveAssessment.execute(approver, asked);
  expect((await getAssessment.execute(owner, { id: asked.id })).state).toBe("approved");
});
