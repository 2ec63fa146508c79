import { type Command, exitCode, flagOption } from "@/lib/cli/command";
import { type Finding, finding } from "@/lib/cli/doctor/check";
import { checkServer } from "@/lib/cli/doctor/database-checks";
import { checkNames, examineOpened, othersUndecided } from "@/lib/cli/doctor/examine";
import { type Installation, openInstallation } from "@/lib/cli/installation";
import { projectRoot } from "@/lib/cli/project";

export const doctor: Command = {
  name: "doctor",
  summary: "Check the installation: database, walls, audit chain, every stored file and key, a line each.",
  usage: "",
  options: {
    quick: {
      type: "boolean",
      description: "Compare stored files by their size only, instead of reading all of them.",
    },
  },
  async run(args) {
    const findings = await examine(flagOption(args, "quick"));
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

async function examine(quick: boolean): Promise<Finding[]> {
  const { assertSafeVersions } = await import("@/lib/platform/settings/minimum-versions");
  const packages = await finding(checkNames.packages, async () => {
    assertSafeVersions(projectRoot);
    return "No package is older than the oldest safe version.";
  });
  let installation: Installation | undefined;
  const database = await finding(checkNames.database, async () => {
    installation = await openInstallation();
    return checkServer(installation);
  });
  if (!installation) return [packages, database, ...othersUndecided("The database must be reachable first.")];
  const opened = installation;
  try {
    return [
      packages,
      database,
      ...(database.state === "ok"
        ? await examineOpened(opened, quick)
        : othersUndecided("The database must be reachable first.")),
    ];
  } finally {
    await (await import("@/lib/platform/database/client")).disconnect();
    await opened.close();
  }
}
