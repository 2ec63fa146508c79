import { type Command, exitCode, flagOption } from "@/lib/cli/command";
import { openInstallation } from "@/lib/cli/installation";
import { projectRoot } from "@/lib/cli/project";
import { pendingMigrations } from "@/lib/platform/database/migrate";

export const migrateCommand: Command = {
  name: "migrate",
  summary: "Bring the database to this version: roles, tables, grants and the job queue.",
  usage: "",
  options: {
    check: { type: "boolean", description: "Change nothing; exit code 1 when migrations are pending." },
  },
  async run(args) {
    const installation = await openInstallation();
    try {
      if (flagOption(args, "check")) {
        const pending = await pendingMigrations(installation.ownerUrl, `${projectRoot}/prisma/migrations`);
        console.log(
          args.json ? JSON.stringify({ ok: pending.length === 0, pending }) : list("Pending", pending),
        );
        return pending.length === 0 ? exitCode.ok : exitCode.failed;
      }
      const { applied, total } = await installation.migrate();
      console.log(args.json ? JSON.stringify({ ok: true, applied, total }) : list("Applied", applied));
      return exitCode.ok;
    } finally {
      await installation.close();
    }
  },
};

function list(title: string, names: string[]): string {
  return names.length === 0
    ? "The database is up to date."
    : `${title}:\n${names.map((name) => `  ${name}`).join("\n")}`;
}
