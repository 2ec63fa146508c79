import { Agent, request } from "node:http";

/** What one round of requests is to do; sent to the process that makes them. */
export interface Round {
  url: string;
  method: "GET" | "POST";
  headers: Record<string, string>;
  /** Sent with each request; "{n}" becomes a number that never comes twice. */
  body?: string;
  connections: number;
  seconds: number;
  /** Seconds of requests before the clock runs. */
  warmUp: number;
}

/** What came of it: latencies in milliseconds, answers in a second, bytes of one answer. */
export interface Outcome {
  p50: number;
  p95: number;
  perSecond: number;
  requests: number;
  bytes: number;
  /** Answers that were no success, with an example. */
  failures: number;
  failure: string | null;
  /** Requests answered before the clock ran. */
  warmedUp: number;
  /** Processor time of the web server for one request in milliseconds, where known. */
  processor?: number;
}

interface Answer {
  ok: boolean;
  bytes: number;
  text: string;
}

let serial = Date.now() * 1_000;

/** Sends requests over so many kept-alive connections, each waiting for its answer, and returns what it measured. */
async function run(round: Round): Promise<Outcome> {
  const agent = new Agent({ keepAlive: true, maxSockets: round.connections });
  let warmedUp = 0;
  await pass(round, agent, round.warmUp, () => {
    warmedUp += 1;
  });
  const [taken, failed]: [number[], string[]] = [[], []];
  let bytes = 0;
  const elapsed = await pass(round, agent, round.seconds, (milliseconds, answer) => {
    taken.push(milliseconds);
    bytes = answer.bytes;
    if (!answer.ok) failed.push(answer.text);
  });
  agent.destroy();
  taken.sort((a, b) => a - b);
  const at = (share: number) => taken[Math.min(taken.length - 1, Math.floor(taken.length * share))] ?? 0;
  const perSecond = taken.length / (elapsed / 1_000);
  const failure = failed[0]?.slice(0, 500) ?? null;
  const counted = { requests: taken.length, bytes, failures: failed.length, failure, warmedUp };
  return { p50: at(0.5), p95: at(0.95), perSecond, ...counted };
}

// Returns how long it took in all, in milliseconds.
async function pass(
  round: Round,
  agent: Agent,
  seconds: number,
  note: (milliseconds: number, answer: Answer) => void,
): Promise<number> {
  const started = performance.now();
  const until = started + seconds * 1_000;
  const connection = async () => {
    for (let begun = performance.now(); begun < until; begun = performance.now()) {
      const answer = await send(round, agent);
      note(performance.now() - begun, answer);
    }
  };
  await Promise.all(Array.from({ length: round.connections }, connection));
  return performance.now() - started;
}

function send({ url, method, headers, body }: Round, agent: Agent): Promise<Answer> {
  return new Promise((resolve) => {
    const failed = (error: Error) => resolve({ ok: false, bytes: 0, text: error.message });
    const sent = request(url, { method, agent, headers }, (response) => {
      const chunks: Buffer[] = [];
      response.on("data", (chunk: Buffer) => chunks.push(chunk));
      response.on("error", failed);
      response.on("end", () => {
        const status = response.statusCode ?? 0;
        const ok = status >= 200 && status < 300;
        const bytes = chunks.reduce((sum, chunk) => sum + chunk.length, 0);
        resolve({ ok, bytes, text: ok ? "" : `${status} ${Buffer.concat(chunks).toString("utf8")}` });
      });
    });
    sent.on("error", failed);
    sent.end(body?.replaceAll("{n}", String(serial++)));
  });
}

// Its own process, so that making requests and answering them do not share an event loop.
process.on("message", (round: Round) => {
  run(round).then((outcome) => process.send?.(outcome));
});
