import "server-only";
import pino from "pino";
import { settings } from "@/lib/platform/settings/settings";

let root: pino.Logger | undefined;

/** Returns the structured log of this process; it never carries bodies, cookies, tokens or passwords. */
export function logger(): pino.Logger {
  root ??= pino({
    level: settings().LOG_LEVEL,
    base: null,
    timestamp: pino.stdTimeFunctions.isoTime,
    redact: {
      paths: ["password", "token", "secret", "authorization", "cookie", "*.password", "*.token", "*.secret"],
      censor: "[removed]",
    },
  });
  return root;
}
