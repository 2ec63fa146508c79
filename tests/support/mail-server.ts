import { type AddressInfo, createServer } from "node:net";

/** Starts a mail server of another maker, as far as one mail needs it, and sets it up for this process. */
export async function startMailServer() {
  const received: { to: string; data: string }[] = [];
  const kept = { received, refuse: false, stop: () => new Promise((resolve) => server.close(resolve)) };
  const server = createServer((socket) => {
    let [to, data, reading] = ["", "", false];
    socket.write("220 mail.example\r\n");
    socket.on("error", () => {});
    socket.on("data", (chunk) => {
      for (const line of chunk.toString().split("\r\n").slice(0, -1)) {
        if (reading && line === ".") {
          reading = false;
          received.push({ to, data });
          data = "";
          socket.write("250 taken\r\n");
        } else if (reading) data += `${line}\n`;
        else if (line.startsWith("RCPT TO:")) {
          to = line.slice(9, -1);
          socket.write(kept.refuse ? "550 no such mailbox\r\n" : "250 ok\r\n");
        } else if (line === "DATA") {
          reading = true;
          socket.write("354 go on\r\n");
        } else if (line === "QUIT") socket.end("221 bye\r\n");
        else socket.write("250 ok\r\n");
      }
    });
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  process.env["SMTP_URL"] = `smtp://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return kept;
}
