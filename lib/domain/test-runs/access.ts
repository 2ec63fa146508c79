import "server-only";
import { type Actor, may, unitsWith } from "@/lib/platform/access/actor";
import { type Permission, permission } from "@/lib/platform/access/permission";
import { everyRole } from "@/lib/platform/access/role";
import { Forbidden } from "@/lib/platform/errors/public-error";
import type { Context } from "@/lib/platform/operation/operation";

export const testRunsRead = permission(
  "test-runs:read",
  "Read the results of security tests and what they found.",
  everyRole,
);
export const testRunsImport = permission(
  "test-runs:import",
  "Hand in results of security tests of the AI systems of one's units.",
  ["administrator", "lead", "system-owner"],
);
export const testRunsReadRaw = permission(
  "test-runs:read-raw",
  "Download files of test results as they came, with every prompt and answer; each download is recorded.",
  ["administrator", "lead"],
);
export const findingsTriage = permission(
  "findings:triage",
  "Triage what security tests found, and link it to risks.",
  ["administrator", "lead", "system-owner", "risk-owner"],
);

export const findingsWaive = permission(
  "findings:waive",
  "Sign that a finding is lived with until a day, never for whoever asked.",
  ["lead", "executive"],
);

export const testDataRead = permission(
  "test-data:read",
  "Read what is kept of the texts and files of test results.",
  everyRole,
);
export const testDataSet = permission(
  "test-data:set",
  "Set what is kept of the texts and files of test results.",
  ["administrator"],
);

/** Returns the condition on runs, findings and imports this actor may see: those of the units where they may read them. */
export function visibleTo({ actor }: Pick<Context, "actor">): { unitId?: { in: string[] } } {
  return actor.kind === "system" ? {} : { unitId: { in: unitsWith(actor, testRunsRead) } };
}

/** Throws Forbidden unless the actor has the permission in the unit of a record that they can see. */
export function assertMay(actor: Actor, needed: Permission, unitId: string): void {
  if (!may(actor, needed, unitId))
    throw new Forbidden("You may read this but not do this with it. Ask the unit that keeps the AI system.");
}
