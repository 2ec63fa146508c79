import { createServer } from "node:net";
import { SetupError } from "@/lib/platform/errors/setup-error";

/** Returns the first port from `first` up on which nothing listens; throws SetupError after fifty. */
export async function freePort(first: number): Promise<number> {
  for (let port = first; port < first + 50 && port <= 65_535; port += 1) {
    // `localhost` may mean either address: a foreign server on ::1 alone would take our visitors.
    if ((await isFree(port, "0.0.0.0")) && (await isFree(port, "::1"))) return port;
  }
  throw new SetupError(`No port from ${first} to ${first + 49} can be used. Set PORT to a free one.`);
}

function isFree(port: number, host: string): Promise<boolean> {
  return new Promise((resolve) => {
    const probe = createServer();
    probe.once("error", (error: NodeJS.ErrnoException) =>
      resolve(error.code === "EADDRNOTAVAIL" || error.code === "EAFNOSUPPORT"),
    );
    probe.listen({ port, host, exclusive: true }, () => probe.close(() => resolve(true)));
  });
}
