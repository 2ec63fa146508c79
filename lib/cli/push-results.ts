import { openAsBlob } from "node:fs";
import { setTimeout as sleep } from "node:timers/promises";
import * as z from "zod";
import { Invalid } from "@/lib/platform/errors/public-error";

/** What is handed in, and where to. */
export interface PushWish {
  file: string;
  name: string;
  /** The address of the installation, such as https://plumbline.example. */
  url: string;
  token: string;
  /** A reference such as S-0004, a name, or an id. */
  system: string;
  model: string | undefined;
  prompt: string | undefined;
  /** What the sender says beside: versions, scope, commit, branch, build, format, what a high score means. */
  said: Readonly<Record<string, string | undefined>>;
  dryRun: boolean;
  /** Seconds to wait for the server to have read the file. */
  wait: number;
}

/** The server could not be reached, or did not end in time: nothing is known of what came of it. */
export class Unreachable extends Error {
  override readonly name = "Unreachable";
}

/** The server knows no such token, or it may not do this. */
export class NotAllowed extends Error {
  override readonly name = "NotAllowed";
}

const pushed = z.looseObject({ id: z.string() });
const effects = z.record(z.string(), z.number());
const taken = z.looseObject({
  state: z.enum(["checking", "checked", "applying", "applied", "unchanged", "failed", "cancelled"]),
  message: z.string().nullable(),
  runId: z.string().nullable(),
  found: z.looseObject({ effects, warnings: z.array(z.string()) }).nullable(),
});
const list = z.looseObject({
  rows: z.array(z.looseObject({ id: z.string(), ref: z.string(), name: z.string() })),
});

/** What came of it. */
export interface Pushed extends z.output<typeof taken> {
  id: string;
  /** Where a person looks at it. */
  address: string;
}

/**
 * Hands a file of results in to a running installation, to be applied at once or as a dry run, and returns what came of it.
 * Throws Unreachable, NotAllowed, or Invalid with what the server says.
 */
export async function pushResults(wish: PushWish): Promise<Pushed> {
  const query = new URLSearchParams({ name: wish.name, apply: String(!wish.dryRun) });
  query.set("systemId", await idOf(wish, "systems", wish.system));
  if (wish.model !== undefined) query.set("modelId", await idOf(wish, "models", wish.model));
  if (wish.prompt !== undefined) query.set("promptId", await idOf(wish, "prompts", wish.prompt));
  for (const [key, value] of Object.entries(wish.said)) if (value !== undefined) query.set(key, value);
  const body = await openAsBlob(wish.file);
  const { id } = pushed.parse(await ask(wish, "POST", `/test-imports/push?${query}`, body));
  const until = Date.now() + wish.wait * 1_000;
  for (;;) {
    const found = taken.parse(await ask(wish, "GET", `/test-imports/${id}`));
    const { state, runId } = found;
    const address = runId ? `test-runs/${runId}` : `test-imports/${id}`;
    if (state !== "checking" && state !== "applying")
      return { ...found, id, address: `${rootOf(wish.url)}/${address}` };
    if (Date.now() > until)
      throw new Unreachable(
        `The file was not read within ${wish.wait} seconds. Look at /test-imports/${id}.`,
      );
    await sleep(500);
  }
}

const uuid = z.uuid();

async function idOf(wish: PushWish, concept: string, named: string): Promise<string> {
  if (uuid.safeParse(named).success) return named;
  const { rows } = list.parse(
    await ask(wish, "GET", `/${concept}?${new URLSearchParams({ q: named, limit: "200" })}`),
  );
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

const problem = z.looseObject({
  detail: z.string(),
  errors: z.array(z.object({ message: z.string() })).optional(),
});

async function ask({ url, token }: PushWish, method: string, path: string, body?: Blob): Promise<unknown> {
  const headers = {
    authorization: `Bearer ${token}`,
    ...(body ? { "content-type": "application/octet-stream" } : {}),
  };
  const answer = await fetch(`${rootOf(url)}/api/v1${path}`, {
    method,
    headers,
    ...(body ? { body } : {}),
  }).catch((error: unknown) => {
    const why = error instanceof Error && error.cause instanceof Error ? `: ${error.cause.message}` : "";
    throw new Unreachable(`${rootOf(url)} does not answer${why}. See that it runs and is reached from here.`);
  });
  const text = await answer.text();
  if (answer.ok) return JSON.parse(text);
  const said = problem.safeParse(parsed(text));
  const words = said.success
    ? said.data.errors?.map(({ message }) => message).join(" ") || said.data.detail
    : `The server answered ${answer.status}.`;
  if (answer.status === 401 || answer.status === 403) throw new NotAllowed(words);
  if (answer.status >= 500 || answer.status === 429 || !said.success) throw new Unreachable(words);
  throw new Invalid(words);
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

function rootOf(url: string): string {
  return url.replace(/\/+$/, "");
}

const effectWords: readonly (readonly [string, string])[] = [
  ["create", "created"],
  ["update", "updated"],
  ["reopen", "reopened"],
  ["close", "closed"],
  ["not-reproduced", "not reproduced"],
  ["held", "left as decided"],
  ["not-retested", "not tested again"],
  ["unmapped", "mapped to no threat class"],
];

/** Returns what came of it in lines for a terminal. */
export function pushedInWords({ state, message, found, address }: Pushed): string[] {
  const words = effectWords.flatMap(([key, word]) => {
    const count = found?.effects[key] ?? 0;
    return count > 0 ? [`${count} ${word}`] : [];
  });
  const said = {
    ...{ checked: "Dry run, nothing is written", applied: "Applied", cancelled: "Stopped" },
    ...{ unchanged: "Known already, nothing changed", failed: "Not taken in" },
  } as Readonly<Record<string, string>>;
  return [
    `${said[state] ?? state}${message ? `: ${message}` : "."}`,
    ...(found ? [`Findings: ${words.length > 0 ? words.join(", ") : "none is touched"}.`] : []),
    ...(found?.warnings ?? []).map((warning) => `Note: ${warning}`),
    address,
  ];
}
