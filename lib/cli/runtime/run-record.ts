import path from "node:path";
import { SetupError } from "@/lib/platform/errors/setup-error";
import { releaseLock, takeLock } from "@/lib/platform/process/file-lock";

/**
 * Makes sure that only one Plumbline serves from this data folder, and returns the function that
 * ends the claim. Waits while another one stops; throws SetupError when it goes on running.
 */
export async function claimFolder(
  directory: string,
  say: (line: string) => void,
): Promise<() => Promise<void>> {
  const file = path.join(directory, "running.lock");
  if (!(await takeLock(file, 0))) {
    say("Another Plumbline runs from this folder; waiting for it to stop …");
    if (!(await takeLock(file, 20_000))) {
      throw new SetupError(
        `Another Plumbline still runs from this folder (the process is named in ${file}). Stop it first, or set PLUMBLINE_DATA to another folder.`,
      );
    }
  }
  return () => releaseLock(file);
}
