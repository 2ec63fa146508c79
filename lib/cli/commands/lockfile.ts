import path from "node:path";
import { type Command, exitCode, flagOption } from "@/lib/cli/command";
import { projectRoot } from "@/lib/cli/project";
import { completeLockfile } from "@/lib/cli/runtime/lockfile";

export const lockfile: Command = {
  name: "lockfile",
  summary:
    "For developers: name in package-lock.json the platforms' packages that the registry in use lacks.",
  usage: "",
  options: { check: { type: "boolean", description: "Change nothing; exit code 1 when some are missing." } },
  async run(args) {
    const check = flagOption(args, "check");
    const missing = await completeLockfile(path.join(projectRoot, "package-lock.json"), !check);
    const ok = !check || missing.length === 0;
    if (args.json) console.log(JSON.stringify({ ok, missing }));
    else if (missing.length === 0) console.log("package-lock.json is complete.");
    else console.log(`${check ? "Missing" : "Added"}:\n${missing.map((name) => `  ${name}`).join("\n")}`);
    return ok ? exitCode.ok : exitCode.failed;
  },
};
