import "server-only";
import { RateLimiterMemory } from "rate-limiter-flexible";
import { v7 } from "uuid";
import * as z from "zod";
import { Invalid, RateLimited } from "@/lib/platform/errors/public-error";
import { callerAddress } from "@/lib/platform/http/address";
import { readText } from "@/lib/platform/http/body";
import { privateHeaders, problemResponse } from "@/lib/platform/http/problem";
import { logger } from "@/lib/platform/log/logger";

const mostBytes = 16 * 1024;
// In each process alone: a stranger must not be able to make the database write.
const perAddress = new RateLimiterMemory({ points: 30, duration: 60 });
const fromEverywhere = new RateLimiterMemory({ points: 300, duration: 60 });

const word = z.string().max(4_000);
const report = z.object({
  "csp-report": z.object({
    "document-uri": word,
    "effective-directive": word.optional(),
    "violated-directive": word.optional(),
    "blocked-uri": word.optional(),
    "source-file": word.optional(),
    "line-number": z.number().optional(),
  }),
});

/**
 * Answers a browser that reports what a page tried against its policy: 204, and the report is in the log, its addresses
 * without what follows a question mark. Answers 413 past 16 KiB, 429 past 30 reports in a minute from one address.
 */
export async function takePolicyReport(request: Request): Promise<Response> {
  try {
    await admit(callerAddress(request.headers));
    const text = await readText(request, mostBytes);
    logger().warn(wordsOf(text), "a page broke its content security policy");
    return new Response(null, { status: 204, headers: privateHeaders });
  } catch (error) {
    return problemResponse(error, v7());
  }
}

async function admit(address: string): Promise<void> {
  try {
    await perAddress.consume(address);
    await fromEverywhere.consume("all");
  } catch {
    throw new RateLimited(60);
  }
}

function wordsOf(text: string) {
  const told = report.safeParse(parsed(text)).data?.["csp-report"];
  if (!told) throw new Invalid("This is not a report of a content security policy.");
  return {
    page: bare(told["document-uri"]),
    directive: bare(told["effective-directive"] ?? told["violated-directive"]),
    blocked: bare(told["blocked-uri"]),
    source: bare(told["source-file"]),
    line: told["line-number"] ?? null,
  };
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

// An address may hold the key of a link after its "?" or "#".
function bare(address: string | undefined): string | null {
  return address === undefined ? null : (address.split(/[?#]/, 1)[0] ?? "").slice(0, 300);
}
