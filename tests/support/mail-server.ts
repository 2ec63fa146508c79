import type { AddressInfo } from "node:net";
import { text } from "node:stream/consumers";
import { SMTPServer } from "smtp-server";

/** Starts a mail server of another maker (RFC 5321) and sets it up for this process; `refuse` makes it know no mailbox. */
export async function startMailServer() {
  const received: { to: string; data: string }[] = [];
  const kept = { received, refuse: false, stop: () => new Promise<void>((resolve) => server.close(resolve)) };
  const server = new SMTPServer({
    disabledCommands: ["AUTH", "STARTTLS"],
    disableReverseLookup: true,
    onRcptTo: (_address, _session, done) =>
      done(kept.refuse ? Object.assign(new Error("no such mailbox"), { responseCode: 550 }) : null),
    onData: (stream, { envelope }, done) => {
      text(stream).then((data) => {
        received.push({ to: envelope.rcptTo[0]?.address ?? "", data: data.replaceAll("\r\n", "\n") });
        done();
      }, done);
    },
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  process.env["SMTP_URL"] = `smtp://127.0.0.1:${(server.server.address() as AddressInfo).port}`;
  return kept;
}
