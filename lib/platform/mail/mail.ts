import "server-only";
import { createTransport } from "nodemailer";
import { settings } from "@/lib/platform/settings/settings";

interface Mail {
  to: string;
  subject: string;
  text: string;
}

/** Returns whether a mail server is set up. */
export function mailIsSetUp(): boolean {
  return settings().SMTP_URL !== undefined;
}

const patience = 15_000;

/** Sends one mail after the other as plain text; each answers whether the server took it, and one that fails stops none. */
export async function sendMails<T extends Mail>(
  mails: readonly T[],
): Promise<{ mail: T; error: Error | null }[]> {
  const { SMTP_URL, MAIL_FROM } = settings();
  if (!SMTP_URL) throw new Error("No mail server is set up. Set SMTP_URL.");
  const transport = createTransport({
    url: SMTP_URL,
    pool: true,
    maxConnections: 1,
    connectionTimeout: patience,
    greetingTimeout: patience,
    socketTimeout: patience,
    disableFileAccess: true,
    disableUrlAccess: true,
  });
  try {
    const answers = [];
    for (const mail of mails) {
      const { to, subject, text } = mail;
      const sent = isOneAddress(to)
        ? transport.sendMail({ from: MAIL_FROM, to, subject, text })
        : Promise.reject(new Error("This is not one e-mail address. Correct it where it was typed."));
      const error = await sent.then(
        () => null,
        (cause: unknown) => (cause instanceof Error ? cause : new Error(String(cause))),
      );
      answers.push({ mail, error });
    }
    return answers;
  } finally {
    transport.close();
  }
}

// The library reads several addresses out of one text, also where a line break, a comma or a name stands between them.
function isOneAddress(text: string): boolean {
  return /^[^\s,;:<>()"@]+@[^\s,;:<>()"@]+$/.test(text);
}
