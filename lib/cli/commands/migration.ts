import { writeFile } from "node:fs/promises";
import path from "node:path";
import { type Arguments, type Command, exitCode, UsageError } from "@/lib/cli/command";
import { pictureFile, projectRoot } from "@/lib/cli/project";
import type { DiffOptions } from "@/lib/platform/database/diff";
import { startEmbedded } from "@/lib/platform/database/embedded";
import { launchSettings } from "@/lib/platform/settings/launch";

export const migration: Command = {
  name: "migration",
  summary:
    "For developers: write the next migration from the Prisma schema, check that none is missing, or write down what all of them make.",
  usage: "new <name> | check | describe",
  options: {},
  async run(args) {
    const [action, name, ...more] = args.positionals;
    if (action === "new" && name && /^[a-z][a-z0-9_]*$/.test(name) && more.length === 0)
      return withServer((options) => write(args, options, name));
    if (action === "check" && name === undefined) return withServer((options) => check(args, options));
    if (action === "describe" && name === undefined)
      return withServer((options) => writePicture(args, options));
    throw new UsageError(
      "Say `migration new <name>` (small letters, digits and _, for example add_due_date), `migration check` or `migration describe`.",
    );
  },
};

// Always on the embedded server, also where DATABASE_URL is set: scratch databases are made and dropped.
async function withServer(work: (options: DiffOptions) => Promise<number>): Promise<number> {
  const directory = path.resolve(projectRoot, launchSettings().PLUMBLINE_DATA);
  const server = await startEmbedded({ directory });
  try {
    return await work({
      adminUrl: server.adminUrl,
      migrationsDirectory: path.join(projectRoot, "prisma/migrations"),
      schemaDirectory: path.join(projectRoot, "prisma/schema"),
    });
  } finally {
    await server.stop();
  }
}

async function write(args: Arguments, options: DiffOptions, name: string): Promise<number> {
  const { writeMigration } = await import("@/lib/platform/database/diff");
  const file = await writeMigration(options, name);
  const shown = file === null ? null : path.relative(projectRoot, file);
  if (args.json) console.log(JSON.stringify({ ok: true, file: shown }));
  else
    console.log(
      shown === null
        ? "The schema and the migrations agree; nothing to write."
        : `Wrote ${shown}. Read it, and add grants, policies and triggers. Then: npm run plumbline -- migration describe`,
    );
  return exitCode.ok;
}

async function writePicture(args: Arguments, options: DiffOptions): Promise<number> {
  const { migratedPicture } = await import("@/lib/platform/database/diff");
  await writeFile(pictureFile, await migratedPicture(options));
  const shown = path.relative(projectRoot, pictureFile);
  console.log(args.json ? JSON.stringify({ ok: true, file: shown }) : `Wrote ${shown}.`);
  return exitCode.ok;
}

async function check(args: Arguments, options: DiffOptions): Promise<number> {
  const { schemaDrift } = await import("@/lib/platform/database/diff");
  const sql = await schemaDrift(options);
  if (args.json) console.log(JSON.stringify({ ok: sql === "", sql }));
  else console.log(sql === "" ? "The schema and the migrations agree." : sql);
  return sql === "" ? exitCode.ok : exitCode.failed;
}
