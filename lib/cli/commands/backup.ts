import { readFile } from "node:fs/promises";
import { backupFolder, type Made, makeBackup } from "@/lib/cli/backup-files";
import { type Arguments, type Command, exitCode, textOption, UsageError } from "@/lib/cli/command";
import { openInstallation } from "@/lib/cli/installation";
import type { WholeBackup } from "@/lib/platform/backup/read-backup";
import { SetupError } from "@/lib/platform/errors/setup-error";
import { fromInvocation } from "@/lib/platform/settings/launch";

export const backup: Command = {
  name: "backup",
  summary: "Write everything into one file while people work, or check such a file without a database.",
  usage: "[--to <folder or file.tar>] [--keep <number>] | verify <file.tar> [--key <public.pem>]",
  options: {
    to: { type: "string", description: "Folder, or a file ending in .tar; by default BACKUP_DIRECTORY." },
    keep: { type: "string", description: "How many backups stay in the folder; by default all." },
    key: { type: "string", description: "For verify: PEM file with the audit key that must have signed." },
  },
  async run(args) {
    const [act, file, ...more] = args.positionals;
    if (act === undefined) return make(args);
    if (act !== "verify" || file === undefined || more.length > 0)
      throw new UsageError("Say what to do: backup --to a folder, or backup verify a file.");
    return verify(args, fromInvocation(file), textOption(args, "key"));
  },
};

async function make(args: Arguments): Promise<number> {
  const to = textOption(args, "to");
  const keep = keepOption(args);
  if (keep !== undefined && to?.endsWith(".tar"))
    throw new UsageError("--keep counts the backups of a folder. Give a folder with --to.");
  const installation = await openInstallation();
  try {
    const folder = to === undefined ? backupFolder(installation) : fromInvocation(to);
    const made = await makeBackup(installation, folder, keep);
    const { missing } = made.manifest;
    if (args.json) console.log(JSON.stringify({ ok: missing.length === 0, ...summary(made) }));
    else console.log(inWords(made));
    return missing.length === 0 ? exitCode.ok : exitCode.failed;
  } finally {
    await installation.close();
  }
}

function keepOption(args: Arguments): number | undefined {
  const text = textOption(args, "keep");
  if (text === undefined) return undefined;
  const keep = Number(text);
  if (!Number.isInteger(keep) || keep < 1) throw new UsageError("--keep needs a number from 1 on.");
  return keep;
}

async function verify(args: Arguments, place: string, keyFile: string | undefined): Promise<number> {
  const { verifyBackup } = await import("@/lib/platform/backup/read-backup");
  const whole = await verifyBackup(place);
  if (keyFile !== undefined) await assertSignedBy(whole, fromInvocation(keyFile));
  const { manifest, signed } = whole;
  if (args.json)
    console.log(
      JSON.stringify({
        ok: true,
        ...counts(manifest),
        made: manifest.made,
        key: signed.key,
        trusted: keyFile !== undefined,
      }),
    );
  else
    console.log(
      `Whole: ${inNumbers(manifest)} of ${manifest.made}, signed by ${signed.key}.${keyFile === undefined ? " Whether that is the key of your installation was not asked: compare the name, or give --key." : ""}`,
    );
  return exitCode.ok;
}

async function assertSignedBy({ signed }: WholeBackup, keyFile: string): Promise<void> {
  const text = await readFile(keyFile, "utf8").catch((error: Error) => {
    throw new SetupError(`The key ${keyFile} cannot be read: ${error.message}`);
  });
  const plain = (pem: string) => pem.replaceAll(/\s/g, "");
  if (!plain(text).includes(plain(signed.publicKey)))
    throw new SetupError(
      `The backup is whole, but it was signed by ${signed.key}, which is not in ${keyFile}.`,
    );
}

function counts({ tables, files }: Made["manifest"]) {
  return {
    tables: tables.length,
    rows: tables.reduce((sum, { rows }) => sum + rows, 0),
    files: files.length,
  };
}

function summary({ place, manifest, removed }: Made) {
  return { file: place, made: manifest.made, ...counts(manifest), missing: manifest.missing, removed };
}

function inNumbers(manifest: Made["manifest"]): string {
  const { tables, rows, files } = counts(manifest);
  return `${rows} rows of ${tables} tables and ${files} files`;
}

function inWords({ place, manifest, removed }: Made): string {
  const lines = [`${place}: ${inNumbers(manifest)}, as they were at ${manifest.made}.`];
  if (removed.length > 0) lines.push(`Removed ${removed.length} older: ${removed.join(", ")}.`);
  if (manifest.missing.length > 0)
    lines.push(
      `The storage no longer has ${manifest.missing.length} files that records name; everything else is in the backup: ${manifest.missing.join(", ")}`,
    );
  lines.push("The secret of the installation is not in it. Keep it apart; a restore needs it.");
  return lines.join("\n");
}
