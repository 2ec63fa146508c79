import "server-only";
import { threatClasses } from "@/lib/domain/test-runs/threat-classes";

/** Returns the threat classes as a form offers them. */
export function classOptions() {
  return [...threatClasses().values()].map(({ key, name }) => ({ value: key, label: name }));
}
