import { type Arguments, textOption, UsageError } from "@/lib/cli/command";
import type { Server } from "@/lib/cli/server-client";

const listed = new Intl.ListFormat("en");

/** What a token has to be allowed so that results can be handed in with it; the parts that are named want their own right to read. */
export const rightsToPush: readonly string[] = ["systems:read", "test-runs:read", "test-runs:import"];

/** What a token has to be allowed so that a gate can be asked with it. */
export const rightsToDecide: readonly string[] = [...rightsToPush, "gates:read", "gates:evaluate"];

/**
 * Returns which installation a command asks about which AI system, and how many seconds it waits for it. Throws UsageError that
 * says what is to be given: --url or PLUMBLINE_URL, --system, and a token with these permissions in PLUMBLINE_TOKEN.
 */
export function askedServer(
  args: Arguments,
  permissions: readonly string[],
): Server & { system: string; wait: number } {
  const url = textOption(args, "url") ?? process.env["PLUMBLINE_URL"];
  const token = process.env["PLUMBLINE_TOKEN"];
  const system = textOption(args, "system");
  if (!url || !URL.canParse(url))
    throw new UsageError("Say where to: --url https://plumbline.example, or PLUMBLINE_URL.");
  if (!token)
    throw new UsageError(`Put an API token that may ${listed.format(permissions)} into PLUMBLINE_TOKEN.`);
  if (!system) throw new UsageError("Say what was tested: --system S-0004.");
  const wait = Number(textOption(args, "wait") ?? 600);
  if (!Number.isInteger(wait) || wait < 1) throw new UsageError("--wait takes a whole number of seconds.");
  return { url, token, system, wait };
}
