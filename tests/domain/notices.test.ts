import { afterAll, beforeAll, expect, test } from "vitest";
import { addComment } from "@/lib/domain/comments/commands/write-comment";
import { createRisk } from "@/lib/domain/risks/commands/create-risk";
import { createTask } from "@/lib/domain/tasks/commands/create-task";
import { chooseNotices, takeMail } from "@/lib/domain/tasks/notices/commands";
import { mailNotices } from "@/lib/domain/tasks/notices/jobs";
import { getNoticeChoices } from "@/lib/domain/tasks/notices/queries";
import { countUnread, listNotifications } from "@/lib/domain/tasks/queries";
import type { Actor } from "@/lib/platform/access/actor";
import { Forbidden, Invalid } from "@/lib/platform/errors/public-error";
import "@/lib/registry";
import { startMailServer } from "@/tests/support/mail-server";
import { asOwner } from "@/tests/support/test-database";
import { createWorld, personWith, theSystem } from "@/tests/support/world";

let server: Awaited<ReturnType<typeof startMailServer>>;
let received: typeof server.received;
let lead: Actor;
let subject: { subjectType: string; subjectId: string };
let unitId: string;

beforeAll(async () => {
  server = await startMailServer();
  received = server.received;
  const world = await createWorld();
  unitId = world.claims;
  lead = await personWith("lead", world.root);
  const { id } = await createRisk.execute(lead, { title: "Told of", category: "security", unitId });
  subject = { subjectType: "risks", subjectId: id };
});
afterAll(() => server.stop());

const owner = (email?: string) => personWith("risk-owner", unitId, email ? { email } : {});
const mention = (actor: Actor, text = "Please look.") =>
  addComment.execute(lead, { ...subject, text, mentionIds: [actor.personId ?? ""] });
const ask = (actor: Actor) =>
  createTask.execute(lead, { ...subject, title: "Check the logs", assigneeId: actor.personId });
const toldIn = async (actor: Actor) =>
  (await listNotifications.execute(actor, {})).rows.map(({ title }) => title);
const mails = () => mailNotices.run(theSystem(), {}, { report: async () => {} });

test("until somebody chooses, they are told everything in the application and nothing by mail", async () => {
  const person = await owner();
  const { choices, mail } = await getNoticeChoices.execute(person, {});
  expect(choices.map(({ inApp, byMail }) => [inApp, byMail])).toEqual(Array(4).fill([true, false]));
  expect(mail).toBe(true);
  await mention(person);
  await ask(person);
  expect(await toldIn(person)).toHaveLength(2);
  await mails();
  expect(received).toEqual([]);
});

test("what somebody does not want is not told them; everybody else is told as before", async () => {
  const [silent, other] = [await owner(), await owner()];
  await chooseNotices.execute(silent, { choices: [{ kind: "mention", inApp: false, byMail: false }] });
  await mention(silent);
  await mention(other);
  await ask(silent);
  expect(await toldIn(silent)).toEqual([expect.stringContaining("Check the logs")]);
  expect(await toldIn(other)).toHaveLength(1);
});

test("what is wanted by mail alone comes by mail, once, with where to open it and where to choose", async () => {
  const person = await owner("mara@halderra.example");
  await chooseNotices.execute(person, { choices: [{ kind: "mention", inApp: false, byMail: true }] });
  await mention(person, "Größe\nBcc: everybody@example.com");
  expect(await toldIn(person)).toEqual([]);
  expect((await countUnread.execute(person, {})).unread).toBe(0);
  expect(await mails()).toEqual({ sent: 1, refused: 0 });
  expect(await mails()).toEqual({ sent: 0, refused: 0 });
  expect(received).toHaveLength(1);
  expect(received[0]?.to).toBe("mara@halderra.example");
  expect(received[0]?.data).toContain("/notifications");
  expect(received[0]?.data).toContain("/settings/notices");
  expect(received[0]?.data).not.toMatch(/^Bcc:/m);
});

test("a mail that the server refuses is tried five times and then given up", async () => {
  const person = await owner();
  await chooseNotices.execute(person, { choices: [{ kind: "notice", inApp: true, byMail: true }] });
  await ask(person);
  server.refuse = true;
  for (let tries = 1; tries <= 5; tries += 1) expect(await mails()).toEqual({ sent: 0, refused: 1 });
  server.refuse = false;
  expect(await mails()).toEqual({ sent: 0, refused: 0 });
  expect(await toldIn(person)).toHaveLength(1);
  const { rows } = await asOwner((client) =>
    client.query(`select mail from notifications where "personId" = $1`, [person.personId]),
  );
  expect(rows).toEqual([{ mail: "failed" }]);
});

test("a kind that does not exist or is named twice is refused, and only the system sends mail", async () => {
  const person = await owner();
  const twice = { kind: "mention", inApp: true, byMail: true } as const;
  await expect(chooseNotices.execute(person, { choices: [twice, twice] })).rejects.toBeInstanceOf(Invalid);
  await expect(chooseNotices.receive(person, { choices: [{ ...twice, kind: "weather" }] })).rejects.toThrow(
    "Use: notice, mention, reminder, change",
  );
  await expect(takeMail.execute(lead, {})).rejects.toBeInstanceOf(Forbidden);
});
