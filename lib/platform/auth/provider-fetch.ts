import "server-only";
import { promises as dns, type LookupAddress } from "node:dns";
import { request as httpRequest, type IncomingMessage } from "node:http";
import { request as httpsRequest } from "node:https";
import { isIP, type LookupFunction } from "node:net";
import ipaddr from "ipaddr.js";
import type { CustomFetch, CustomFetchOptions } from "openid-client";
import { type Settings, settings } from "@/lib/platform/settings/settings";

/** Why a sign-in provider cannot be used, in words for whoever sets it up. */
export class ProviderProblem extends Error {}

/** Milliseconds for one request, from looking its host up to the last byte. */
const patience = 10_000;
/** Bytes of an answer: many times a discovery document with its keys. */
const mostRead = 256 * 1024;

/**
 * Returns what sends requests to a sign-in provider, and nothing but that: over TLS, to an address that was checked when it
 * was looked up, without following redirects. Only the issuer's own host may be in a private network.
 */
export function providerFetch(issuer: string, network = settings().ISSUER_NETWORK): CustomFetch {
  return async (address, options) => {
    const url = new URL(address);
    const signal = AbortSignal.timeout(patience);
    const to = await addressesOf(url, url.host === new URL(issuer).host, network);
    try {
      return await exchange(url, to, options, signal);
    } catch (cause) {
      if (cause instanceof ProviderProblem) throw cause;
      const words = signal.aborted ? `did not answer within ${patience / 1000} seconds` : reasonOf(cause);
      throw new ProviderProblem(`${url.host} ${words}.`, { cause });
    }
  };
}

async function addressesOf(
  url: URL,
  ownHost: boolean,
  network: Settings["ISSUER_NETWORK"],
): Promise<LookupAddress[]> {
  const host = url.hostname.replace(/^\[|\]$/g, "");
  const family = isIP(host);
  const found = family ? [{ address: host, family }] : await dns.lookup(host, { all: true }).catch(() => []);
  if (found.length === 0)
    throw new ProviderProblem(`The host ${host} has no address. Check how the issuer is written.`);
  const ranges = found.map(({ address }) => ipaddr.process(address).range());
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
  to: LookupAddress[],
  { method, headers, body }: CustomFetchOptions,
  signal: AbortSignal,
): Promise<Response> {
  // Whatever the name says by now, the connection goes to an address that was checked.
  const lookup: LookupFunction = (_host, { all }, found) =>
    all ? found(null, to) : found(null, to[0]?.address ?? "", to[0]?.family);
  const sent = body === undefined || body === null ? null : Buffer.from(String(body));
  const options = {
    ...{ method, agent: false, lookup, signal, maxHeaderSize: 16 * 1024 },
    headers: { ...headers, connection: "close", ...(sent ? { "content-length": sent.length } : {}) },
  };
  const response = await new Promise<IncomingMessage>((resolve, reject) => {
    const request = url.protocol === "https:" ? httpsRequest(url, options) : httpRequest(url, options);
    request.on("error", reject);
    request.on("response", resolve);
    request.end(sent ?? undefined);
  });
  const status = response.statusCode ?? 0;
  const answered = new Headers();
  for (const name of ["content-type", "www-authenticate"]) {
    const value = response.headers[name];
    if (typeof value === "string") answered.set(name, value);
  }
  const text = await readAll(response, url.host);
  return new Response([204, 304].includes(status) ? null : text, { status, headers: answered });
}

async function readAll(response: IncomingMessage, host: string): Promise<Buffer<ArrayBuffer>> {
  const parts: Buffer[] = [];
  let size = 0;
  for await (const part of response as AsyncIterable<Buffer>) {
    parts.push(part);
    size += part.length;
    if (size > mostRead) {
      response.destroy();
      throw new ProviderProblem(`${host} answered with more than ${mostRead / 1024} KB.`);
    }
  }
  return Buffer.concat(parts);
}

function reasonOf(cause: unknown): string {
  const code = (cause as { code?: unknown }).code;
  if (code === "ECONNREFUSED") return "takes no connection there. Check the address and the port";
  if (typeof code === "string" && /CERT|SSL|TLS|SELF_SIGNED|UNABLE_TO/.test(code))
    return `has no certificate that is trusted here (${code})`;
  return `could not be reached${typeof code === "string" ? ` (${code})` : ""}`;
}
