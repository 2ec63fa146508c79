import "server-only";
import {
  addressesOf,
  everyAddress,
  exchangeAt,
  hostOf,
  type Resolve,
} from "@/lib/platform/http/checked-exchange";
import {
  AddressRefused,
  assertReachable,
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
  resolve?: Resolve;
  /** The authority that signed the receiver's certificate, where it is none that Node knows. */
  ca?: string;
  timeoutMs?: number;
}

/** Milliseconds from the first look-up to the last byte. */
const patience = 10_000;
/** Bytes of an answer that are read; the rest is not waited for. */
const mostRead = 64 * 1024;

/**
 * Posts a body to an address that a person typed, once every address that its name has was checked. Redirects are not
 * followed. Never throws: what goes wrong is the answer's problem.
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
    const host = hostOf(url);
    const to = await addressesOf(host, options.resolve ?? everyAddress, timer);
    if (to.length === 0) throw new AddressRefused(`${host} has no address. Check how it is written.`);
    for (const found of to) assertReachable(found.address, host, rules);
    const sent = {
      ...{ method: "POST", body: Buffer.from(body) },
      headers: { ...headers, "user-agent": "Plumbline" },
    };
    const answer = await exchangeAt(url, to, sent, { signal: timer, mostRead, ca: options.ca });
    const { status } = answer;
    if (status >= 300 && status < 400)
      return {
        problem: `It answered with a redirect (${status}), and those are not followed.`,
        ...took(began),
      };
    return { status, text: answer.body.toString("utf8"), ...took(began) };
  } catch (error) {
    return { problem: wordsOf(error, timer, timeoutMs), ...took(began) };
  }
}

const took = (began: number) => ({ durationMs: Math.round(performance.now() - began) });

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
