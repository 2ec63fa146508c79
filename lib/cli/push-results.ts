import { openAsBlob } from "node:fs";
import { setTimeout as sleep } from "node:timers/promises";
import * as z from "zod";
import { askServer, idNamed, rootOf, type Server, Unreachable } from "@/lib/cli/server-client";

/** What is handed in, and where to. */
export interface PushWish extends Server {
  file: string;
  name: string;
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

const pushed = z.looseObject({ id: z.string() });
const effects = z.record(z.string(), z.number());
const taken = z.looseObject({
  state: z.enum(["checking", "checked", "applying", "applied", "unchanged", "failed", "cancelled"]),
  message: z.string().nullable(),
  runId: z.string().nullable(),
  found: z.looseObject({ effects, warnings: z.array(z.string()) }).nullable(),
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
  query.set("systemId", await idNamed(wish, "systems", wish.system));
  if (wish.model !== undefined) query.set("modelId", await idNamed(wish, "models", wish.model));
  if (wish.prompt !== undefined) query.set("promptId", await idNamed(wish, "prompts", wish.prompt));
  for (const [key, value] of Object.entries(wish.said)) if (value !== undefined) query.set(key, value);
  const body = await openAsBlob(wish.file);
  const { id } = pushed.parse(await askServer(wish, "POST", `/test-imports/push?${query}`, body));
  const until = Date.now() + wish.wait * 1_000;
  for (;;) {
    const found = taken.parse(await askServer(wish, "GET", `/test-imports/${id}`));
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
