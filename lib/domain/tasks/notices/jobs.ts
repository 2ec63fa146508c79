import "server-only";
import { noteMail, takeMail } from "@/lib/domain/tasks/notices/commands";
import type { Job } from "@/lib/platform/jobs/job";
import { logger } from "@/lib/platform/log/logger";
import { mailIsSetUp, sendMails } from "@/lib/platform/mail/mail";

/** Every minute: mails what people want by mail. Without a mail server there is nothing to do. */
export const mailNotices: Job = {
  name: "notices.mail",
  schedule: "* * * * *",
  async run(actor) {
    if (!mailIsSetUp()) return { sent: 0, refused: 0 };
    const { mails } = await takeMail.execute(actor, {});
    if (mails.length === 0) return { sent: 0, refused: 0 };
    const answers = await sendMails(mails);
    const failed = answers.filter(({ error }) => error !== null);
    if (failed[0])
      logger().warn({ refused: failed.length, reason: failed[0].error?.message }, "mail was refused");
    const idsOf = (some: typeof answers) => some.map(({ mail }) => mail.id);
    const sent = idsOf(answers.filter(({ error }) => error === null));
    return noteMail.execute(actor, { sent, refused: idsOf(failed) });
  },
};
