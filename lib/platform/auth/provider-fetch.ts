import "server-only";
import type { LookupAddress } from "node:dns";
import type { CustomFetch, CustomFetchOptions } from "openid-client";
import { addressesOf, everyAddress, exchangeAt, hostOf, rangeOf } from "@/lib/platform/http/checked-exchange";
import { type Settings, settings } from "@/lib/platform/settings/settings";

/** Why a sign-in provider cannot be used, in words for whoever sets it up. */
export class ProviderProblem extends Error {}

/** Milliseconds for one request, from looking its host up to the last byte. */
const patience = 10_000;
/** Bytes of an answer: many times a discovery document with its keys. */
const mostRead = 256 * 1024;

/**
 * Returns what sends requests to a sign-in provider, and nothing but that: over TLS, to an address that was checked, without
 * following redirects. Only the issuer's own host may be in a private network.
 */
export function providerFetch(issuer: string, network = settings().ISSUER_NETWORK): CustomFetch {
  return async (address, options) => {
    const url = new URL(address);
    const signal = AbortSignal.timeout(patience);
    const to = await checkedAddresses(url, url.host === new URL(issuer).host, network, signal);
    try {
      return await exchange(url, to, options, signal);
    } catch (cause) {
      if (cause instanceof ProviderProblem) throw cause;
      const words = signal.aborted ? `did not answer within ${patience / 1000} seconds` : reasonOf(cause);
      throw new ProviderProblem(`${url.host} ${words}.`, { cause });
    }
  };
}

async function checkedAddresses(
  url: URL,
  ownHost: boolean,
  network: Settings["ISSUER_NETWORK"],
  signal: AbortSignal,
): Promise<readonly LookupAddress[]> {
  const host = hostOf(url);
  const found = await addressesOf(host, everyAddress, signal).catch(() => []);
  if (found.length === 0)
    throw new ProviderProblem(`The host ${host} has no address. Check how the issuer is written.`);
  const ranges = found.map(({ address }) => rangeOf(address));
  for (const range of ranges) {
    const near = ["private", "uniqueLocal", "carrierGradeNat"].includes(range);
    const reachable =
      range === "unicast" ||
      (ownHost && near && network !== "public") ||
      (ownHost && range === "loopback" && network === "loopback");
    if (!reachable)
      throw new ProviderProblem(
        `The host ${host} is at an address where Plumbline sends nothing (${range}). The setting ISSUER_NETWORK decides where a provider may be.`,
      );
  }
  const plain = url.protocol === "http:" && ranges.every((range) => range === "loopback");
  if (url.protocol !== "https:" && !plain)
    throw new ProviderProblem(`${url.origin} is not encrypted. Use the address that begins with https.`);
  return found;
}

async function exchange(
  url: URL,
  to: readonly LookupAddress[],
  { method, headers, body }: CustomFetchOptions,
  signal: AbortSignal,
): Promise<Response> {
  const sent = body === undefined || body === null ? null : Buffer.from(String(body));
  const answer = await exchangeAt(url, to, { method, headers, body: sent }, { signal, mostRead });
  if (answer.cut) throw new ProviderProblem(`${url.host} answered with more than ${mostRead / 1024} KB.`);
  const answered = new Headers();
  for (const name of ["content-type", "www-authenticate"]) {
    const value = answer.headers[name];
    if (typeof value === "string") answered.set(name, value);
  }
  const { status } = answer;
  return new Response([204, 304].includes(status) ? null : answer.body, { status, headers: answered });
}

function reasonOf(cause: unknown): string {
  const code = (cause as { code?: unknown }).code;
  if (code === "ECONNREFUSED") return "takes no connection there. Check the address and the port";
  if (typeof code === "string" && /CERT|SSL|TLS|SELF_SIGNED|UNABLE_TO/.test(code))
    return `has no certificate that is trusted here (${code})`;
  return `could not be reached${typeof code === "string" ? ` (${code})` : ""}`;
}
