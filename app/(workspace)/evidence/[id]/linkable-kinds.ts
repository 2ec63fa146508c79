import "server-only";
import { modules } from "@/lib/registry";

/** Returns the kinds of record that evidence can be attached to, as a search names them. */
export function linkableKinds(): string[] {
  return modules
    .flatMap(({ records }) => records ?? [])
    .map(({ type }) => type)
    .filter((type) => type !== "evidence" && type !== "evidence-requests");
}
