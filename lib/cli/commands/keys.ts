import { v7 } from "uuid";
import { type Command, exitCode, textOption, UsageError } from "@/lib/cli/command";
import { openInstallation } from "@/lib/cli/installation";
import type { listSigningKeys } from "@/lib/domain/audit-packs/keys/queries";
import { systemActor } from "@/lib/platform/access/actor";
import { NotFound } from "@/lib/platform/errors/public-error";

type Keys = Awaited<ReturnType<typeof listSigningKeys.execute>>["keys"];

const none = "There is no key yet. Make it with: keys create";
const acts = ["list", "public", "create", "rotate", "reseal"] as const;

export const keys: Command = {
  name: "keys",
  summary:
    "List, print, make or replace the keys that sign audit packs; seal stored secrets under the newest key.",
  usage: "list | public | create | rotate --reason <why> | reseal",
  options: { reason: { type: "string", description: "Why another key signs from now on." } },
  async run(args) {
    const act = acts.find((one) => one === args.positionals[0]);
    if (!act || args.positionals.length > 1)
      throw new UsageError(
        "Say what to do: keys list, keys public, keys create, keys rotate or keys reseal.",
      );
    const reason = textOption(args, "reason");
    if (act === "rotate" && reason === undefined)
      throw new UsageError("Say why: keys rotate --reason followed by the reason.");
    const installation = await openInstallation();
    try {
      if (act === "reseal") return await reseal(args.json);
      const { held, made } = await perform(act, reason ?? "");
      console.log(args.json ? JSON.stringify({ ok: true, keys: held }) : inWords(act, held, made));
      return exitCode.ok;
    } finally {
      await (await import("@/lib/platform/database/client")).disconnect();
      await installation.close();
    }
  },
};

// Once this has run with the new PLUMBLINE_SECRET, what PLUMBLINE_PREVIOUS_SECRETS sealed needs it no more.
async function reseal(json: boolean): Promise<number> {
  const [{ resealSecrets }, { resealWebhooks }] = await Promise.all([
    import("@/lib/domain/organization/factors/reseal"),
    import("@/lib/domain/webhooks/reseal"),
  ]);
  const system = systemActor("command line", v7());
  const { key, ...factors } = await resealSecrets.execute(system, {});
  const webhooks = await resealWebhooks.execute(system, {});
  const resealed = factors.resealed + webhooks.resealed;
  const kept = factors.kept + webhooks.kept;
  if (json) console.log(JSON.stringify({ ok: true, resealed, kept, key }));
  else console.log(`${resealed} sealed anew under the key ${key}, ${kept} were already.`);
  return exitCode.ok;
}

type KeyAct = Exclude<(typeof acts)[number], "reseal">;

async function perform(act: KeyAct, reason: string): Promise<{ held: Keys; made: boolean }> {
  const [{ listSigningKeys }, { currentSigner, replaceSigningKey }] = await Promise.all([
    import("@/lib/domain/audit-packs/keys/queries"),
    import("@/lib/domain/audit-packs/keys/commands"),
  ]);
  const system = systemActor("command line", v7());
  const before = await listSigningKeys.execute(system, {});
  const read = async () => (await listSigningKeys.execute(system, {})).keys;
  if (act === "rotate") await replaceSigningKey.execute(system, { version: before.version, reason });
  if (act === "create") await currentSigner(system.requestId, async () => (await read())[0]);
  const held = await read();
  if (act === "public" && held.length === 0) throw new NotFound(none);
  return { held, made: held.length > before.keys.length };
}

function inWords(act: KeyAct, held: Keys, made: boolean): string {
  if (act === "public") return held.map(({ publicKey }) => publicKey.trim()).join("\n");
  if (held.length === 0) return none;
  const said = {
    list: "",
    create: made ? "The key is made.\n" : "There is a key already; nothing was changed.\n",
    rotate: "Another key signs from now on. Packs that were signed before stay verifiable.\n",
  }[act];
  const lines = held.map(
    ({ id, since, until }) => `  ${id}  ${since.slice(0, 10)} to ${until?.slice(0, 10) ?? "now: it signs"}`,
  );
  return `${said}${lines.join("\n")}`;
}
