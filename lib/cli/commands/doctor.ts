import { v7 } from "uuid";
import { type Command, exitCode } from "@/lib/cli/command";
import { type Finding, finding, undecided } from "@/lib/cli/doctor/check";
import {
  checkHistory,
  checkMigrations,
  checkPolicies,
  checkRole,
  checkServer,
} from "@/lib/cli/doctor/database-checks";
import { type Installation, openInstallation } from "@/lib/cli/installation";
import { projectRoot } from "@/lib/cli/project";

const names = {
  packages: "packages",
  database: "database",
  migrations: "migrations",
  role: "application role",
  policies: "row-level security",
  history: "append-only history",
  chain: "audit chain",
  storage: "file storage",
  key: "signing key",
  sealed: "sealed secrets",
} as const;

export const doctor: Command = {
  name: "doctor",
  summary: "Check the installation: database, walls, audit chain, storage and key, a line each.",
  usage: "",
  options: {},
  async run(args) {
    const findings = await examine();
    const failed = findings.some(({ state }) => state === "failed");
    const open = findings.some(({ state }) => state === "undecided");
    if (args.json) console.log(JSON.stringify({ ok: !failed && !open, checks: findings }));
    else
      for (const { name, state, words } of findings)
        console.log(`${state.padEnd(10)}${name.padEnd(21)}${words}`);
    if (failed) return exitCode.failed;
    return open ? exitCode.undecided : exitCode.ok;
  },
};

async function examine(): Promise<Finding[]> {
  const { assertSafeVersions } = await import("@/lib/platform/settings/minimum-versions");
  const packages = await finding(names.packages, async () => {
    assertSafeVersions(projectRoot);
    return "No package is older than the oldest safe version.";
  });
  let installation: Installation | undefined;
  const database = await finding(names.database, async () => {
    installation = await openInstallation();
    return checkServer(installation);
  });
  if (!installation) return [packages, database, ...others("The database must be reachable first.")];
  const opened = installation;
  try {
    return [
      packages,
      database,
      ...(database.state === "ok" ? await within(opened) : others("The database must be reachable first.")),
    ];
  } finally {
    await (await import("@/lib/platform/database/client")).disconnect();
    await opened.close();
  }
}

async function within(installation: Installation): Promise<Finding[]> {
  const migrations = await finding(names.migrations, () => checkMigrations(installation));
  const outside = [await finding(names.storage, checkStorage), await finding(names.key, checkKey)];
  if (migrations.state !== "ok") {
    const walls = [names.role, names.policies, names.history, names.chain, names.sealed];
    return [
      migrations,
      ...walls.map((name) => undecided(name, "The migrations must be applied first.")),
      ...outside,
    ];
  }
  return [
    migrations,
    await finding(names.role, () => checkRole(installation)),
    await finding(names.policies, () => checkPolicies(installation)),
    await finding(names.history, () => checkHistory(installation)),
    await finding(names.chain, checkChain),
    await finding(names.sealed, checkSecrets),
    ...outside,
  ];
}

function others(because: string): Finding[] {
  return Object.values(names)
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
  const [{ checkSealed }, { systemActor }] = await Promise.all([
    import("@/lib/domain/organization/factors/reseal"),
    import("@/lib/platform/access/actor"),
  ]);
  const { sealed, older } = await checkSealed.execute(systemActor("doctor", v7()), {});
  const said = sealed === 0 ? "None is stored." : `All ${sealed} open.`;
  return older === 0 ? said : `${said} ${older} under an earlier key; run: npm run plumbline -- keys reseal`;
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
