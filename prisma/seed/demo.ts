import "server-only";
import { randomBytes } from "node:crypto";
import { v7 } from "uuid";
import { followOn } from "@/lib/domain/controls/commands/follow-controls";
import { groundOf } from "@/lib/domain/risks/queries/method";
import { systemActor } from "@/lib/platform/access/actor";
import { appendAudit } from "@/lib/platform/audit/append";
import { hashPassword } from "@/lib/platform/auth/password";
import { newToken, secretHash } from "@/lib/platform/auth/secret";
import { type Transaction, transact } from "@/lib/platform/database/client";
import type { Scope } from "@/lib/platform/database/scope";
import { SetupError } from "@/lib/platform/errors/setup-error";
import { loadAcceptances } from "@/prisma/seed/demo/acceptances";
import { loadAssessments } from "@/prisma/seed/demo/assessments";
import { receiveDemoBom } from "@/prisma/seed/demo/bill-of-materials";
import { calendarFrom, demoId } from "@/prisma/seed/demo/calendar";
import { loadClassifications } from "@/prisma/seed/demo/classifications";
import { loadComments } from "@/prisma/seed/demo/comments";
import { loadCompliance } from "@/prisma/seed/demo/compliance";
import { type DemoContent, demoContent } from "@/prisma/seed/demo/content";
import { loadControls } from "@/prisma/seed/demo/controls";
import { loadCoverage } from "@/prisma/seed/demo/coverage";
import { loadEvidence } from "@/prisma/seed/demo/evidence";
import { loadGates } from "@/prisma/seed/demo/gates";
import { demoHistory, writeHistory } from "@/prisma/seed/demo/history";
import { loadInventory } from "@/prisma/seed/demo/inventory";
import { askDemoMove } from "@/prisma/seed/demo/move-request";
import { idsOf, loadOrganisation } from "@/prisma/seed/demo/organisation";
import { loadProgrammeRoles } from "@/prisma/seed/demo/programme-roles";
import { loadProposals } from "@/prisma/seed/demo/proposals";
import { loadQuantifications } from "@/prisma/seed/demo/quantifications";
import { loadQuestionnaires } from "@/prisma/seed/demo/questionnaires";
import { loadReviews } from "@/prisma/seed/demo/reviews";
import { loadRisks } from "@/prisma/seed/demo/risks";
import { loadTestRuns } from "@/prisma/seed/demo/test-runs";
import { loadThreatModels } from "@/prisma/seed/demo/threat-models";
import { loadThreatRules } from "@/prisma/seed/demo/threat-rules";
import { unloadRecords } from "@/prisma/seed/demo/unload";
import { loadViews } from "@/prisma/seed/demo/views";
import { loadWebhooks } from "@/prisma/seed/demo/webhooks";

const everything: Scope = { units: "all", writable: "all", actor: "system", secrets: true };
const loader = () => systemActor("demo organisation", v7());

/** Loads the demo organisation unless it is there already; throws SetupError when the database holds another one. */
export async function loadDemo(): Promise<void> {
  const content = demoContent();
  const ids = await transact(
    everything,
    async (tx) => {
      if (await isLoaded(tx, content.people[0]?.key ?? "")) return null;
      if ((await tx.person.count()) > 0) {
        throw new SetupError(
          "This database holds another organisation. Use an empty database for the demo, or run: npm start",
        );
      }
      const root = await tx.unit.findFirstOrThrow({ where: { parentId: null } });
      const ids = idsOf(content, root.id);
      const context = { tx, actor: loader(), units: [], now: new Date() };
      const calendar = calendarFrom(context.now, content.organisation.timeZone);
      const changes = [
        ...(await loadOrganisation(tx, content, ids, calendar)),
        ...(await loadProgrammeRoles(tx, content, ids, calendar)),
        ...(await loadInventory(tx, content, ids, calendar)),
        ...(await loadProposals(tx, content, ids, calendar)),
        ...(await loadRisks(tx, content, ids, calendar)),
        ...(await loadControls(tx, content, ids, calendar)),
        ...(await loadQuestionnaires(tx, content, ids, calendar)),
        ...(await loadEvidence(tx, content, ids, calendar)),
        ...(await loadAssessments(context, content, ids, calendar)),
        ...(await loadClassifications(context, content, ids, calendar)),
        ...(await loadAcceptances(context, content, await groundOf(context), ids, calendar)),
      ];
      await loadCoverage(tx, content, ids, calendar);
      await loadComments(tx, content, ids, calendar);
      await loadViews(tx, content, root.id);
      await loadReviews(tx, content, ids, calendar);
      await loadQuantifications(tx, content, ids, calendar, changes);
      changes.push(...(await followOn(context, followers(content))));
      // Before the entries of today, so that the trail is in the order of time.
      await writeHistory(context.actor, demoHistory(content, changes, ids, calendar));
      await appendAudit(context.actor, "demo.load", changes);
      return ids;
    },
    120_000,
  );
  if (!ids) return;
  await receiveDemoBom(content);
  await askDemoMove(content);
  await loadThreatRules(content);
  await loadThreatModels(content);
  await loadTestRuns(content);
  await loadGates(content);
  await loadCompliance(content, ids);
  await loadWebhooks(content);
}

function followers({ risks }: DemoContent): string[] {
  return risks.filter(({ followsControls }) => followsControls).map(({ key }) => demoId("risks", key));
}

function isLoaded(tx: Transaction, person: string): Promise<boolean> {
  return tx.person.count({ where: { id: demoId("people", person) } }).then((count) => count === 1);
}

/** Removes the demo organisation and leaves everything else; throws SetupError while records of your own use it. */
export async function unloadDemo(): Promise<void> {
  const content = demoContent();
  await transact(
    everything,
    async (tx) => {
      if (!(await isLoaded(tx, content.people[0]?.key ?? ""))) return;
      await appendAudit(loader(), "demo.unload", await unloadRecords(tx, content));
    },
    120_000,
  );
}

/** Gives every persona of the demo a fresh password, ends their sessions, and makes a fresh token of the administrator. */
export async function renewDemoAccess(): Promise<{
  users: { persona: string; email: string; password: string }[];
  token: string;
}> {
  const personas = demoContent().people.flatMap((person) =>
    person.persona ? [{ ...person, persona: person.persona }] : [],
  );
  const users = personas.map(({ key, persona, email }) => ({
    key,
    persona,
    email,
    password: randomBytes(12).toString("base64url"),
  }));
  const hashes = await Promise.all(users.map(({ password }) => hashPassword(password)));
  const token = newToken();
  await transact(everything, async (tx) => {
    for (const [i, { key }] of users.entries()) {
      const personId = demoId("people", key);
      const passwordHash = hashes[i] ?? "";
      await tx.credential.upsert({
        where: { personId },
        create: { personId, passwordHash },
        update: { passwordHash, changedAt: new Date() },
      });
      await tx.session.updateMany({ where: { personId, revokedAt: null }, data: { revokedAt: new Date() } });
    }
    await renewToken(
      tx,
      demoId("people", users.find(({ persona }) => persona === "administrator")?.key ?? ""),
      token,
    );
  });
  return { users: users.map(({ persona, email, password }) => ({ persona, email, password })), token };
}

async function renewToken(tx: Transaction, personId: string, token: string): Promise<void> {
  const root = await tx.unit.findFirstOrThrow({ where: { parentId: null } });
  const name = "Demo administrator";
  await tx.apiToken.updateMany({
    where: { personId, name, revokedAt: null },
    data: { revokedAt: new Date() },
  });
  const created = await tx.apiToken.create({
    data: {
      name,
      personId,
      prefix: token.slice(0, 10),
      secretHash: secretHash(token),
      unitId: root.id,
      scopes: ["*"],
      expiresAt: new Date(Date.now() + 30 * 86_400_000),
    },
    select: { id: true, name: true, prefix: true, scopes: true, expiresAt: true },
  });
  await appendAudit(loader(), "demo.renew-access", [
    { subject: { type: "tokens", id: created.id, unitId: root.id }, before: null, after: created },
  ]);
}
