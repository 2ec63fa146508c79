import "server-only";
import * as z from "zod";
import { notificationsOwn } from "@/lib/domain/tasks/access";
import { initialChoice, noticeKinds } from "@/lib/domain/tasks/notices/schema";
import { mailIsSetUp } from "@/lib/platform/mail/mail";
import { query } from "@/lib/platform/operation/operation";

/** How the one who asks wants to be told of each kind of thing, and whether mail can be sent at all. */
export const getNoticeChoices = query({
  name: "notices.choices",
  summary: "How I want to be told",
  permission: notificationsOwn,
  input: z.strictObject({}),
  run: async ({ tx, actor }) => {
    const stored = await tx.noticeChoice.findMany({ where: { personId: actor.personId ?? nobody } });
    const choices = noticeKinds.map(({ value: kind }) => {
      const { inApp, byMail } = stored.find((one) => one.kind === kind) ?? initialChoice;
      return { kind, inApp, byMail };
    });
    return { choices, mail: mailIsSetUp() };
  },
});

const nobody = "00000000-0000-0000-0000-000000000000";
