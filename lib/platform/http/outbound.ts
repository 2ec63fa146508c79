import "server-only";
import { promises as dns, type LookupAddress } from "node:dns";
import { type ClientRequest, request as httpRequest, type IncomingMessage } from "node:http";
import { request as httpsRequest } from "node:https";
import { isIP, type LookupFunction } from "node:net";
import {
  AddressRefused,
  assertReachable,
  hostOf,
  type OutboundRules,
  outboundRules,
  readAddress,
} from "@/lib/platform/http/outbound-rules";

/** What came back from an address, or why nothing did. Headers of the answer are dropped. */
export type OutboundAnswer =
  | { status: number; text: string; durationMs: number }
  | { problem: string; durationMs: number };

interface OutboundOptions {
  rules?: OutboundRules;
  /** Finds the addresses of a name; the system's resolver unless a test stands in for it. */
  resolve?: (host: string) => Promise<readonly LookupAddress[]>;
  /** The authority that signed the receiver's certificate, where it is none that Node knows. */
  ca?: string;
  timeoutMs?: number;
}

/** Milliseconds from the first look-up to the last byte. */
const patience = 10_000;
/** Bytes of an answer that are read; the rest is not waited for. */
const mostRead = 64 * 1024;

/**
 * Posts a body to an address that a person typed: the one way in which the product does so. The name is resolved once, every
 * address it has is checked, and the connection goes to one that was, so that a name which changes in between reaches nothing.
 * Redirects are not followed. Never throws: what goes wrong is the answer's problem.
 */
export async function postOutbound(
  address: string,
  body: string,
  headers: Readonly<Record<string, string>>,
  options: OutboundOptions = {},
): Promise<OutboundAnswer> {
  const began = performance.now();
  const timeoutMs = options.timeoutMs ?? patience;
  const timer = AbortSignal.timeout(timeoutMs);
  try {
    const rules = options.rules ?? outboundRules();
    const url = readAddress(address, rules);
    const to = await checked(hostOf(url), rules, options.resolve ?? everyAddress, timer);
    const { status, text } = await exchange(url, to, body, headers, timer, options.ca);
    if (status >= 300 && status < 400)
      return {
        problem: `It answered with a redirect (${status}), and those are not followed.`,
        ...took(began),
      };
    return { status, text, ...took(began) };
  } catch (error) {
    return { problem: wordsOf(error, timer, timeoutMs), ...took(began) };
  }
}

const everyAddress = (host: string) => dns.lookup(host, { all: true });
const took = (began: number) => ({ durationMs: Math.round(performance.now() - began) });

async function checked(
  host: string,
  rules: OutboundRules,
  resolve: NonNullable<OutboundOptions["resolve"]>,
  timer: AbortSignal,
): Promise<LookupAddress> {
  const family = isIP(host);
  const found = family ? [{ address: host, family }] : await untilAborted(resolve(host), timer);
  const [first] = found;
  if (!first) throw new AddressRefused(`${host} has no address. Check how it is written.`);
  for (const { address } of found) assertReachable(address, host, rules);
  return first;
}

function untilAborted<T>(work: Promise<T>, timer: AbortSignal): Promise<T> {
  return new Promise((resolve, reject) => {
    timer.addEventListener("abort", () => reject(timer.reason), { once: true });
    work.then(resolve, reject);
  });
}

function exchange(
  url: URL,
  to: LookupAddress,
  body: string,
  headers: Readonly<Record<string, string>>,
  signal: AbortSignal,
  ca: string | undefined,
): Promise<{ status: number; text: string }> {
  // Whatever is asked for, the connection goes to the address that was checked.
  const lookup: LookupFunction = (_host, { all }, found) =>
    all ? found(null, [to]) : found(null, to.address, to.family);
  const sent = Buffer.from(body);
  const options = {
    ...{ method: "POST", agent: false, lookup, signal, maxHeaderSize: 16 * 1024 },
    headers: { ...headers, "content-length": sent.length, "user-agent": "Plumbline", connection: "close" },
    ...(ca === undefined ? {} : { ca }),
  };
  return new Promise((resolve, reject) => {
    const request: ClientRequest =
      url.protocol === "https:" ? httpsRequest(url, options) : httpRequest(url, options);
    request.on("error", reject);
    request.on("response", (response) => {
      readSome(response).then((text) => resolve({ status: response.statusCode ?? 0, text }), reject);
    });
    request.end(sent);
  });
}

async function readSome(response: IncomingMessage): Promise<string> {
  const parts: Buffer[] = [];
  let size = 0;
  for await (const part of response as AsyncIterable<Buffer>) {
    parts.push(part);
    size += part.length;
    // Leaving the loop closes the connection.
    if (size >= mostRead) break;
  }
  return Buffer.concat(parts).subarray(0, mostRead).toString("utf8");
}

function wordsOf(error: unknown, timer: AbortSignal, timeoutMs: number): string {
  if (error instanceof AddressRefused) return error.message;
  if (timer.aborted) return `It did not answer within ${timeoutMs / 1000} seconds.`;
  const { code, message } = error as NodeJS.ErrnoException;
  return known[code ?? ""] ?? `The connection failed: ${code ?? message}.`;
}

const known: Readonly<Record<string, string>> = {
  ENOTFOUND: "The name of the host is not known. Check how it is written.",
  EAI_AGAIN:
    "The name of the host could not be looked up. The network of this installation may not reach it.",
  ECONNREFUSED: "Nothing listens there.",
  ECONNRESET: "It closed the connection without an answer.",
  EHOSTUNREACH: "There is no way to the host.",
  ENETUNREACH: "There is no way to the host.",
  CERT_HAS_EXPIRED: "Its certificate has expired.",
  DEPTH_ZERO_SELF_SIGNED_CERT:
    "Its certificate is signed by nobody who is trusted here. Set NODE_EXTRA_CA_CERTS to that authority.",
  SELF_SIGNED_CERT_IN_CHAIN:
    "Its certificate is signed by nobody who is trusted here. Set NODE_EXTRA_CA_CERTS to that authority.",
  UNABLE_TO_VERIFY_LEAF_SIGNATURE:
    "Its certificate is signed by nobody who is trusted here. Set NODE_EXTRA_CA_CERTS to that authority.",
  ERR_TLS_CERT_ALTNAME_INVALID: "Its certificate is for another name.",
};
