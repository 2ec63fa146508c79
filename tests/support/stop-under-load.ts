import { randomUUID } from "node:crypto";
import { get } from "node:http";
import { setTimeout as sleep } from "node:timers/promises";
import { ask, bearer } from "@/tests/support/across-instances";
import { type Instance, startWeb } from "@/tests/support/instances";
import { lostAndUnaudited } from "@/tests/support/kill";

/** What a stop under load did. */
export interface Stop {
  /** Requests that were answered as they should. */
  answered: number;
  /** Requests sent while the server had not yet said that it is not ready, and not answered as they should, each in words. */
  dropped: string[];
  /** Whether a new connection was told "not ready" before there was nobody to connect to. */
  toldFirst: boolean;
  /** Milliseconds from the signal to the end, and the exit code. */
  took: number;
  code: number | null;
  /** Acknowledged writes that are not there, or not in the audit trail. */
  lost: { lost: number; unaudited: number };
}

/**
 * Starts a web server, lets clients read and write without a pause over connections that stay open, asks it to stop so many
 * milliseconds later, and sends nothing more once it says that it is not ready, as a load balancer would.
 */
export async function stopUnderLoad(token: string, unitId: string, milliseconds: number): Promise<Stop> {
  const web = await startWeb({ STOP_NOTICE_SECONDS: "5" });
  const dropped: string[] = [];
  const written: string[] = [];
  let answered = 0;
  let sentElsewhere = false;
  const client = async (reads: boolean) => {
    while (!sentElsewhere) {
      try {
        const { status, body } = reads
          ? await ask(web, "GET", "/risks?limit=20", bearer(token))
          : await ask(web, "POST", "/risks", bearer(token), {
              title: `Under load ${randomUUID()}`,
              category: "security",
              unitId,
            });
        if (status !== (reads ? 200 : 201)) dropped.push(`${status} ${JSON.stringify(body)}`);
        else if (!reads) written.push(String(body["id"]));
        answered += 1;
      } catch (error) {
        dropped.push(String(error instanceof Error ? (error.cause ?? error) : error));
      }
    }
  };
  const clients = Promise.all(Array.from({ length: 8 }, (_, i) => client(i % 2 === 0)));
  await sleep(milliseconds);
  const asked = performance.now();
  web.signal("SIGTERM");
  const toldFirst = await untilNotReady(web);
  sentElsewhere = true;
  await clients;
  const code = await web.ended;
  const took = performance.now() - asked;
  return { answered, dropped, toldFirst, took, code, lost: await lostAndUnaudited(written) };
}

// Over a connection of its own each time; an error means that nobody listens any more.
async function untilNotReady(web: Instance): Promise<boolean> {
  for (;;) {
    const status = await new Promise<number | null>((resolve) => {
      get(`${web.url}/api/health/ready`, { agent: false }, (answer) => {
        answer.resume();
        resolve(answer.statusCode ?? null);
      }).once("error", () => resolve(null));
    });
    if (status !== 200) return status === 503;
    await sleep(20);
  }
}
