import { readdir, readFile } from "node:fs/promises";
import path from "node:path";
import { type Command, exitCode, flagOption, textOption, UsageError } from "@/lib/cli/command";
import type { Finding } from "@/lib/cli/doctor/check";
import { type Installation, openInstallation, rememberMode } from "@/lib/cli/installation";
import { projectRoot } from "@/lib/cli/project";
import { claimFolder } from "@/lib/cli/runtime/run-record";
import type { WholeBackup } from "@/lib/platform/backup/read-backup";
import type { Restored } from "@/lib/platform/backup/restore-backup";
import { SetupError } from "@/lib/platform/errors/setup-error";
import { applyEnvironment, fromInvocation, launchSettings } from "@/lib/platform/settings/launch";

const migrations = path.join(projectRoot, "prisma/migrations");

export const restore: Command = {
  name: "restore",
  summary: "Put a backup into an empty installation; nothing is touched unless the backup is whole.",
  usage: "<file.tar> [--data <empty folder>]",
  options: {
    data: { type: "string", description: "The folder of the new installation; by default PLUMBLINE_DATA." },
    "other-secret": {
      type: "boolean",
      description: "The secret of the backup's installation is lost: restore with the one that is here.",
    },
  },
  async run(args) {
    const [file, ...more] = args.positionals;
    if (file === undefined || more.length > 0) throw new UsageError("Say which backup: restore file.tar.");
    const data = textOption(args, "data");
    if (data !== undefined) applyEnvironment({ PLUMBLINE_DATA: fromInvocation(data) });
    say("Checking the backup …");
    const backup = await checked(fromInvocation(file), flagOption(args, "other-secret"));
    const { restored, findings } = await put(backup);
    const failed = findings.filter(({ state }) => state !== "ok");
    if (args.json)
      console.log(
        JSON.stringify({
          ok: failed.length === 0,
          made: backup.manifest.made,
          ...restored,
          checks: findings,
        }),
      );
    else console.log(inWords(backup, restored, failed));
    return failed.length === 0 ? exitCode.ok : exitCode.failed;
  },
};

// All that can be known before the first thing is touched.
async function checked(place: string, otherSecret: boolean): Promise<WholeBackup> {
  const [{ verifyBackup }, { assertKnown }, { auditKeyName }] = await Promise.all([
    import("@/lib/platform/backup/read-backup"),
    import("@/lib/platform/backup/restore-backup"),
    import("@/lib/platform/audit/checkpoint"),
  ]);
  const backup = await verifyBackup(place);
  await assertKnown(backup, migrations);
  const { PLUMBLINE_SECRET, PLUMBLINE_DATA } = launchSettings();
  const secretFile = path.resolve(projectRoot, PLUMBLINE_DATA, "secret");
  const secret = PLUMBLINE_SECRET ?? (await readFile(secretFile, "utf8").catch(() => "")).trim();
  const mine = /^[0-9a-f]{64,}$/.test(secret) ? auditKeyName(secret) : "none";
  if (mine === backup.signed.key || otherSecret) return backup;
  throw new SetupError(
    `The backup belongs to the secret whose key is ${backup.signed.key}; here the key is ${mine}. Put the secret of that installation into ${secretFile} or into PLUMBLINE_SECRET, then run this again. If it is lost, --other-secret restores every record all the same, but checkpoints of the audit trail and audit packs signed before can no longer be checked here.`,
  );
}

async function put(backup: WholeBackup): Promise<{ restored: Restored; findings: Finding[] }> {
  let leave = async () => {};
  const installation = await openInstallation("main", async (directory) => {
    leave = await claimFolder(directory, say);
  });
  try {
    const restored = await into(installation, backup);
    await rememberMode(installation.directory, "main");
    const { examineOpened } = await import("@/lib/cli/doctor/examine");
    return { restored, findings: await examineOpened(installation, true) };
  } finally {
    await (await import("@/lib/platform/database/client")).disconnect();
    await installation.close();
    await leave();
  }
}

async function into({ ownerUrl, role, environment }: Installation, backup: WholeBackup): Promise<Restored> {
  const [{ restoreBackup }, { storage }] = await Promise.all([
    import("@/lib/platform/backup/restore-backup"),
    import("@/lib/platform/storage/storage"),
  ]);
  const database = { url: ownerUrl, appRole: role.name, appPassword: role.password, directory: migrations };
  const folder = environment["STORAGE_DIRECTORY"] ?? "";
  const isStoreEmpty = async () => (await readdir(folder).catch(() => [])).length === 0;
  return restoreBackup(backup, { database, store: storage(), isStoreEmpty }, say);
}

function inWords({ manifest }: WholeBackup, restored: Restored, failed: readonly Finding[]): string {
  const { rows, files, migrated, remarks } = restored;
  return [
    `Restored: ${rows} rows and ${files} files, as they were at ${manifest.made}; each reads back as it was backed up.`,
    ...(migrated.length > 0 ? [`Migrated to this version: ${migrated.length} steps.`] : []),
    ...remarks,
    ...failed.map(({ name, words }) => `Not well: ${name}: ${words}`),
    "Roles, sessions and tokens are those of that moment: end again what was ended since. Start with: npm start",
  ].join("\n");
}

function say(line: string): void {
  console.error(line);
}
