import "server-only";
import { Invalid, TooLarge } from "@/lib/platform/errors/public-error";

/** What a JSON body may be at most. */
const bodyLimits = { bytes: 1024 * 1024, depth: 20 };

/** Returns the parsed JSON object of a request; throws TooLarge or Invalid with what to do about it. */
export async function readJson(request: Request): Promise<{ value: Record<string, unknown>; text: string }> {
  const type = request.headers.get("content-type")?.split(";")[0]?.trim().toLowerCase() ?? "";
  const text = await readText(request, bodyLimits.bytes);
  if (text === "") return { value: {}, text };
  if (type !== "application/json")
    throw new Invalid("Send JSON, with the header Content-Type: application/json.");
  const value = parse(text);
  if (typeof value !== "object" || value === null || Array.isArray(value))
    throw new Invalid("Send a JSON object.");
  return { value: value as Record<string, unknown>, text };
}

function parse(text: string): unknown {
  if (nesting(text) > bodyLimits.depth)
    throw new Invalid(`The JSON is nested more than ${bodyLimits.depth} levels deep.`);
  try {
    return JSON.parse(text);
  } catch (error) {
    throw new Invalid(
      `The body is not JSON: ${error instanceof Error ? error.message : "it cannot be read"}.`,
    );
  }
}

// Counted before parsing, so that a hostile body never reaches the parser's recursion.
function nesting(text: string): number {
  let depth = 0;
  let deepest = 0;
  let quoted = false;
  for (let i = 0; i < text.length; i += 1) {
    const char = text[i];
    if (quoted) {
      if (char === "\\") i += 1;
      else if (char === '"') quoted = false;
    } else if (char === '"') quoted = true;
    else if (char === "{" || char === "[") deepest = Math.max(deepest, ++depth);
    else if (char === "}" || char === "]") depth -= 1;
  }
  return deepest;
}

/** Returns the text of a request; throws TooLarge past the limit, before the rest is read, and Invalid where it is not UTF-8. */
export async function readText(request: Request, limit: number): Promise<string> {
  const tooLarge = () => new TooLarge(`The body is larger than ${limit / 1024} KiB. Send less at once.`);
  if (Number(request.headers.get("content-length") ?? 0) > limit) throw tooLarge();
  if (!request.body) return "";
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of request.body as unknown as AsyncIterable<Uint8Array>) {
    size += chunk.byteLength;
    if (size > limit) throw tooLarge();
    chunks.push(chunk);
  }
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(Buffer.concat(chunks));
  } catch {
    throw new Invalid("The body is not valid UTF-8 text.");
  }
}
