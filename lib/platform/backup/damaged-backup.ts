import "server-only";
import { SetupError } from "@/lib/platform/errors/setup-error";

/** A backup that is not as it was written; nothing may be restored from it. */
export class DamagedBackup extends SetupError {
  constructor(what: string) {
    super(`The backup is damaged. ${what} Nothing was restored from it; use another copy or another backup.`);
  }
}
