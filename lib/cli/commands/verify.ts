import { openAsBlob } from "node:fs";
import { readFile, stat } from "node:fs/promises";
import { type Command, exitCode, textOption, UsageError } from "@/lib/cli/command";
import type { PackCheck } from "@/lib/domain/audit-packs/format/verify";
import { fromInvocation } from "@/lib/platform/settings/launch";

const codes = { verified: exitCode.ok, altered: exitCode.failed, undecided: exitCode.undecided } as const;
const mostKeyBytes = 100_000;

export const verify: Command = {
  name: "verify",
  summary: "Check an audit pack with a public key that you trust; needs no database.",
  usage: "<pack.zip> --key <public.pem>",
  options: {
    key: {
      type: "string",
      description:
        "PEM file with the public keys that you trust, from the makers of the pack, never from the pack.",
    },
  },
  async run(args) {
    const [file, ...more] = args.positionals;
    const keyFile = textOption(args, "key");
    if (!file || more.length > 0 || !keyFile)
      throw new UsageError("Say which pack and which key: verify pack.zip --key public.pem.");
    const check = await checkPack(fromInvocation(file), fromInvocation(keyFile));
    if (args.json) console.log(JSON.stringify({ ok: check.verdict === "verified", ...check }));
    else console.log(inWords(check));
    return codes[check.verdict];
  },
};

async function checkPack(file: string, keyFile: string): Promise<PackCheck> {
  const { KeyProblem, trustedKeys } = await import("@/lib/domain/audit-packs/format/envelope");
  const { verifyPack } = await import("@/lib/domain/audit-packs/format/verify");
  try {
    const trusted = await trustedKeys(await keyText(keyFile));
    return await verifyPack(await blobOf(file), trusted);
  } catch (error) {
    if (error instanceof KeyProblem) return undecided(error.message);
    if (error instanceof Unreadable) return undecided(error.message);
    if (error instanceof DOMException) return undecided(`${file} could not be read to its end.`);
    throw error;
  }
}

class Unreadable extends Error {}

async function keyText(file: string): Promise<string> {
  const found = await stat(file).catch(() => null);
  if (!found?.isFile()) throw new Unreadable(`There is no file ${file} with a key.`);
  if (found.size > mostKeyBytes) throw new Unreadable(`${file} is too large for a file of keys.`);
  return readFile(file, "utf8");
}

async function blobOf(file: string): Promise<Blob> {
  const found = await stat(file).catch(() => null);
  if (!found?.isFile()) throw new Unreadable(`There is no file ${file}.`);
  return openAsBlob(file);
}

function undecided(what: string): PackCheck {
  return { verdict: "undecided", problems: [{ file: null, what }], keyId: null, files: 0, about: null };
}

function inWords({ verdict, problems, keyId, files }: PackCheck): string {
  if (verdict === "verified")
    return `Verified: ${files} files are exactly as they were signed with the key ${keyId}.`;
  const lines = problems.map(({ file, what }) => (file === null ? `  ${what}` : `  ${file}: ${what}`));
  const head = verdict === "altered" ? "Not verified. The pack is not as it was signed:" : "Cannot decide:";
  return [head, ...lines].join("\n");
}
