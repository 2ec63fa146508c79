import path from "node:path";
import { type Arguments, type Command, exitCode, UsageError } from "@/lib/cli/command";
import { projectRoot } from "@/lib/cli/project";
import { startEmbedded } from "@/lib/platform/database/embedded";
import { launchSettings } from "@/lib/platform/settings/launch";

export const migration: Command = {
  name: "migration",
  summary: "For developers: write the next migration from the Prisma schema, or check that none is missing.",
  usage: "new <name> | check",
  options: {},
  async run(args) {
    const [action, name, ...more] = args.positionals;
    if (action === "new" && name && /^[a-z][a-z0-9_]*$/.test(name) && more.length === 0)
      return withServer(args, name);
    if (action === "check" && name === undefined) return withServer(args, null);
    throw new UsageError(
      "Say `migration new <name>` (small letters, digits and _, for example add_due_date) or `migration check`.",
    );
  },
};

// Always on the embedded server, also where DATABASE_URL is set: scratch databases are made and dropped.
async function withServer(args: Arguments, name: string | null): Promise<number> {
  const { schemaDrift, writeMigration } = await import("@/lib/platform/database/diff");
  const directory = path.resolve(projectRoot, launchSettings().PLUMBLINE_DATA);
  const server = await startEmbedded({ directory });
  try {
    const options = {
      adminUrl: server.adminUrl,
      migrationsDirectory: path.join(projectRoot, "prisma/migrations"),
      schemaDirectory: path.join(projectRoot, "prisma/schema"),
    };
    if (name === null) return tellDrift(args, await schemaDrift(options));
    const file = await writeMigration(options, name);
    const shown = file === null ? null : path.relative(projectRoot, file);
    if (args.json) console.log(JSON.stringify({ ok: true, file: shown }));
    else
      console.log(
        shown === null
          ? "The schema and the migrations agree; nothing to write."
          : `Wrote ${shown}. Read it, and add grants, policies and triggers.`,
      );
    return exitCode.ok;
  } finally {
    await server.stop();
  }
}

function tellDrift(args: Arguments, sql: string): number {
  if (args.json) console.log(JSON.stringify({ ok: sql === "", sql }));
  else console.log(sql === "" ? "The schema and the migrations agree." : sql);
  return sql === "" ? exitCode.ok : exitCode.failed;
}
