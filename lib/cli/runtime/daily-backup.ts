import { setTimeout as sleep } from "node:timers/promises";
import { backupFolder, makeBackup, newestBackup, type Place } from "@/lib/cli/backup-files";

const day = 86_400_000;
const hour = 3_600_000;

/**
 * Makes a backup whenever the newest in BACKUP_DIRECTORY is a day old, until it is asked to stop; does nothing where no
 * folder is set. One that fails is told, and tried again after an hour.
 */
export async function keepBackups(
  installation: Place,
  signal: AbortSignal,
  say: (line: string) => void,
): Promise<void> {
  if (installation.launch.BACKUP_DIRECTORY === undefined) return;
  const folder = backupFolder(installation);
  while (!signal.aborted) {
    try {
      const newest = await newestBackup(folder);
      if (newest === null || Date.now() - newest.getTime() >= day) {
        const { place, manifest } = await makeBackup(installation, folder, installation.launch.BACKUP_KEEP);
        say(`Backup made: ${place}`);
        if (manifest.missing.length > 0) say(`The storage has lost files: ${manifest.missing.join(", ")}`);
      }
    } catch (error) {
      say(`The daily backup failed: ${error instanceof Error ? error.message : error}`);
    }
    await sleep(hour, undefined, { signal, ref: false }).catch(() => undefined);
  }
}
