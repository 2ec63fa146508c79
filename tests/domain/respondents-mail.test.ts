import { afterAll, beforeAll, expect, test } from "vitest";
import { inviteRespondent } from "@/lib/domain/assessments/respondents/commands/invite";
import { openOutside } from "@/lib/domain/assessments/respondents/commands/respond";
import type { Actor } from "@/lib/platform/access/actor";
import { sendMails } from "@/lib/platform/mail/mail";
import { dueOn, started, systemOf } from "@/tests/support/assessments";
import { startMailServer } from "@/tests/support/mail-server";
import { createWorld, personWith, theSystem } from "@/tests/support/world";

let server: Awaited<ReturnType<typeof startMailServer>>;
let lead: Actor;
let id: string;

beforeAll(async () => {
  server = await startMailServer();
  const world = await createWorld();
  lead = await personWith("lead", world.insurance);
  const owner = await personWith("risk-owner", world.claims);
  const system = await systemOf(owner, world.claims, lead, { name: "A secret name" });
  id = await started(lead, system.id, "ai-risk-assessment");
});
afterAll(() => server.stop());

const asked = { name: "Sam of Supplier Ltd", sectionKey: null, questionKey: null, lastDay: dueOn };
const invite = (email: string | null) => inviteRespondent.execute(lead, { id, ...asked, email });
const words = (data: string) => data.replace(/=\n/g, "").replaceAll("=3D", "=");

test("the link is mailed and opens with the code, which is not in the mail; nothing of the inside is", async () => {
  const { mailed, link, code } = await invite("sam@supplier.example");
  expect([mailed, server.received[0]?.to]).toEqual([true, "sam@supplier.example"]);
  const text = words(server.received[0]?.data ?? "");
  expect(text).toContain(link);
  expect(text).not.toContain(code);
  expect(text.replace(link, "")).not.toMatch(/secret|AS-\d/);
  const key = new URL(/https?:\/\/\S+\/respond\S+/.exec(text)?.[0] ?? "").searchParams.get("key") ?? "";
  expect(await openOutside.execute(theSystem(), { key, code })).toMatchObject({
    session: expect.stringMatching(/./),
  });
});

test("a mail that is refused, or an address that nobody gave, leaves the link to be passed on by hand", async () => {
  const before = server.received.length;
  server.refuse = true;
  const refused = await invite("gone@supplier.example");
  server.refuse = false;
  const none = await invite(null);
  for (const { mailed, link, code } of [refused, none])
    expect([mailed, link.length > 0, code.length > 0]).toEqual([false, true, true]);
  expect(server.received).toHaveLength(before);
});

test("line breaks in what somebody wrote add no header and no recipient to a mail", async () => {
  const before = server.received.length;
  const two = "sam@supplier.example\r\nBcc: thief@evil.example";
  const refused = await sendMails(
    [two, "sam@supplier.example, thief@evil.example"].map((to) => ({ to, subject: "Asked", text: "" })),
  );
  expect(refused.map(({ error }) => error?.message)).toEqual(
    Array(2).fill(expect.stringContaining("not one e-mail address")),
  );
  expect(server.received.length).toBe(before);
  const [answer] = await sendMails([
    {
      to: "sam@supplier.example",
      subject: "Asked\r\nBcc: thief@evil.example\r\nX-Injected: yes",
      text: "Dear Sam\r\n.\r\nMAIL FROM:<thief@evil.example>\r\n",
    },
  ]);
  const mails = server.received.slice(before);
  expect([answer?.error, mails.map(({ to }) => to)]).toEqual([null, ["sam@supplier.example"]]);
  for (const { data } of mails) {
    const [headers = ""] = data.split("\n\n");
    expect(headers).not.toMatch(/^(bcc|x-injected):/im);
  }
});
