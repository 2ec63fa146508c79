import * as z from "zod";
import { Invalid } from "@/lib/platform/errors/public-error";

/** A running installation and who asks it. */
export interface Server {
  /** Its address, such as https://plumbline.example. */
  url: string;
  token: string;
}

/** The server could not be reached, or did not end in time: nothing is known of what came of it. */
export class Unreachable extends Error {
  override readonly name = "Unreachable";
}

/** The server knows no such token, or it may not do this. */
export class NotAllowed extends Error {
  override readonly name = "NotAllowed";
}

const problem = z.looseObject({
  detail: z.string(),
  errors: z.array(z.object({ message: z.string() })).optional(),
});

/**
 * Asks a running installation and returns its answer; a Blob is sent as a file, anything else as JSON. Throws Unreachable,
 * NotAllowed, or Invalid with what the server says.
 */
export async function askServer(
  { url, token }: Server,
  method: string,
  path: string,
  body?: Blob | object,
): Promise<unknown> {
  const file = body instanceof Blob;
  const headers = {
    authorization: `Bearer ${token}`,
    ...(body ? { "content-type": file ? "application/octet-stream" : "application/json" } : {}),
  };
  const sent = body ? { body: file ? body : JSON.stringify(body) } : {};
  const answer = await fetch(`${rootOf(url)}/api/v1${path}`, { method, headers, ...sent }).catch(
    (error: unknown) => {
      const why = error instanceof Error && error.cause instanceof Error ? `: ${error.cause.message}` : "";
      throw new Unreachable(
        `${rootOf(url)} does not answer${why}. See that it runs and is reached from here.`,
      );
    },
  );
  const told = parsed(await answer.text());
  if (answer.ok && told !== null) return told;
  const said = problem.safeParse(told);
  const words = said.success
    ? said.data.errors?.map(({ message }) => message).join(" ") || said.data.detail
    : `${rootOf(url)} answered ${answer.status}, and not as Plumbline does.`;
  if (answer.status === 401 || answer.status === 403) throw new NotAllowed(words);
  if (answer.status >= 500 || answer.status === 429 || !said.success) throw new Unreachable(words);
  throw new Invalid(words);
}

const uuid = z.uuid();
const list = z.looseObject({
  rows: z.array(z.looseObject({ id: z.string(), ref: z.string(), name: z.string() })),
});

/** Returns the id of a record that is named by its reference, its whole name or its id. Throws as askServer does, and Invalid for none or several. */
export async function idNamed(server: Server, concept: string, named: string): Promise<string> {
  if (uuid.safeParse(named).success) return named;
  const query = new URLSearchParams({ q: named, limit: "200" });
  const { rows } = list.parse(await askServer(server, "GET", `/${concept}?${query}`));
  const wanted = named.trim().toLowerCase();
  const found = rows.filter(({ ref, name }) => [ref, name].some((one) => one.toLowerCase() === wanted));
  const [only] = found;
  if (only && found.length === 1) return only.id;
  throw new Invalid(
    found.length > 1
      ? `Several ${concept} are called "${named}". Say which: ${found.map(({ ref }) => ref).join(", ")}.`
      : `There is no "${named}" among the ${concept} that the token sees. Say its reference or its whole name.`,
  );
}

/** Returns the address of an installation without a slash at its end. */
export function rootOf(url: string): string {
  return url.replace(/\/+$/, "");
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
