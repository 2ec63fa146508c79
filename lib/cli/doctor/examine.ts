import { v7 } from "uuid";
import { type Finding, finding, undecided } from "@/lib/cli/doctor/check";
import { checkMigrations, checkRole } from "@/lib/cli/doctor/database-checks";
import { checkFiles } from "@/lib/cli/doctor/file-checks";
import {
  checkHistory,
  checkPolicies,
  checkRights,
  checkTriggers,
  compareWithPicture,
} from "@/lib/cli/doctor/picture-checks";
import type { Installation } from "@/lib/cli/installation";

/** What is checked, as it is called. */
export const checkNames = {
  packages: "packages",
  database: "database",
  migrations: "migrations",
  role: "application role",
  policies: "row-level security",
  rights: "owners and rights",
  triggers: "triggers, functions",
  history: "append-only history",
  chain: "audit chain",
  storage: "file storage",
  files: "stored files",
  key: "signing key",
  sealed: "sealed secrets",
  provider: "single sign-on",
} as const;

/** Checks an installation whose database answers: migrations, walls, audit chain, storage, stored files and key; quickly, files by size only. */
export async function examineOpened(installation: Installation, quick: boolean): Promise<Finding[]> {
  const migrations = await finding(checkNames.migrations, () => checkMigrations(installation));
  const outside = [await finding(checkNames.storage, checkStorage), await finding(checkNames.key, checkKey)];
  if (migrations.state !== "ok") {
    const { role, policies, rights, triggers, history, chain, sealed, provider, files } = checkNames;
    const walls = [role, policies, rights, triggers, history, chain, sealed, provider, files];
    return [
      migrations,
      ...walls.map((name) => undecided(name, "The migrations must be applied first.")),
      ...outside,
    ];
  }
  const compared = compareWithPicture(installation);
  // Said by each finding that needs it.
  compared.catch(() => undefined);
  return [
    migrations,
    await finding(checkNames.role, () => checkRole(installation)),
    await finding(checkNames.policies, async () => checkPolicies(await compared)),
    await finding(checkNames.rights, async () => checkRights(await compared)),
    await finding(checkNames.triggers, async () => checkTriggers(await compared)),
    await finding(checkNames.history, async () => checkHistory(installation, await compared)),
    await finding(checkNames.chain, checkChain),
    await finding(checkNames.sealed, checkSecrets),
    await finding(checkNames.provider, checkProvider),
    ...outside,
    await finding(checkNames.files, () => checkFiles(installation, quick)),
  ];
}

/** Returns every check after the first two as one that could not be made. */
export function othersUndecided(because: string): Finding[] {
  return Object.values(checkNames)
    .slice(2)
    .map((name) => undecided(name, because));
}

async function checkChain(): Promise<string> {
  const { verifyAudit } = await import("@/lib/platform/audit/verify");
  const { entries, checkpoints, elsewhere, problem } = await verifyAudit();
  if (problem) throw new Error(`${problem.what} Compare with a backup and with checkpoints kept elsewhere.`);
  if (elsewhere?.newest === null)
    throw new Error(
      `The checkpoints in ${elsewhere.place} cannot be read. Mend the place, then check again.`,
    );
  const outside = elsewhere
    ? `The newest in ${elsewhere.place} covers ${elsewhere.newest}.`
    : "None is kept elsewhere: set CHECKPOINT_DIRECTORY or CHECKPOINT_BUCKET.";
  return `${entries} entries are as they were written; ${checkpoints} checkpoints fit. ${outside}`;
}

async function checkSecrets(): Promise<string> {
  const [{ checkSealed }, { checkSealedWebhooks }, { systemActor }] = await Promise.all([
    import("@/lib/domain/organization/factors/reseal"),
    import("@/lib/domain/webhooks/reseal"),
    import("@/lib/platform/access/actor"),
  ]);
  const system = systemActor("doctor", v7());
  const found = [await checkSealed.execute(system, {}), await checkSealedWebhooks.execute(system, {})];
  const sealed = found.reduce((sum, one) => sum + one.sealed, 0);
  const older = found.reduce((sum, one) => sum + one.older, 0);
  const said = sealed === 0 ? "None is stored." : `All ${sealed} open.`;
  return older === 0 ? said : `${said} ${older} under an earlier key; run: npm run plumbline -- keys reseal`;
}

async function checkProvider(): Promise<string> {
  const [{ getWaysIn, testProvider }, { systemActor }] = await Promise.all([
    import("@/lib/domain/organization/single-sign-on/queries"),
    import("@/lib/platform/access/actor"),
  ]);
  const system = systemActor("doctor", v7());
  if (!(await getWaysIn.execute(system, {})).provider) return "Not in use.";
  const { issuer } = await testProvider.execute(system, {});
  return `${issuer} answers.`;
}

async function checkStorage(): Promise<string> {
  const { storage } = await import("@/lib/platform/storage/storage");
  await storage().check();
  return "Files can be written and read.";
}

async function checkKey(): Promise<string> {
  const { auditKey, readCheckpoint, signCheckpoint } = await import("@/lib/platform/audit/checkpoint");
  const probe = Buffer.alloc(32);
  if (!readCheckpoint(signCheckpoint({ size: 1, root: probe, head: probe })))
    throw new Error("The key does not check its own signature. Set PLUMBLINE_SECRET again.");
  return `${auditKey().name} signs and checks.`;
}
