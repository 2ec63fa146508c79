import { connect } from "node:net";
import { text } from "node:stream/consumers";

interface RawAnswer {
  status: number;
  headers: Map<string, string>;
  body: string;
}

/** Sends a request exactly as it is written, as no browser and no library would, and returns what came back. */
export async function rawRequest(
  base: string,
  method: string,
  path: string,
  headers: Readonly<Record<string, string>> = {},
  body = "",
): Promise<RawAnswer> {
  const { hostname, port, host } = new URL(base);
  const socket = connect(Number(port), hostname);
  const lines = Object.entries({ host, connection: "close", ...headers }).map(
    ([name, value]) => `${name}: ${value}`,
  );
  socket.write(`${[`${method} ${path} HTTP/1.1`, ...lines].join("\r\n")}\r\n\r\n${body}`);
  const answer = await text(socket);
  const [head = "", ...rest] = answer.split("\r\n\r\n");
  const [first = "", ...fields] = head.split("\r\n");
  return {
    status: Number(first.split(" ")[1]),
    headers: new Map(
      fields.map((field) => {
        const at = field.indexOf(":");
        return [field.slice(0, at).toLowerCase(), field.slice(at + 1).trim()];
      }),
    ),
    body: rest.join("\r\n\r\n"),
  };
}
