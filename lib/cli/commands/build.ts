import path from "node:path";
import { type Command, exitCode } from "@/lib/cli/command";
import { projectRoot } from "@/lib/cli/project";
import { buildApp, isBuilt } from "@/lib/cli/runtime/build-app";
import { launchSettings } from "@/lib/platform/settings/launch";

export const build: Command = {
  name: "build",
  summary: "Build the web application, unless it is built from these very sources.",
  usage: "",
  options: {},
  async run(args) {
    const needed = !(await isBuilt());
    const log = path.resolve(projectRoot, launchSettings().PLUMBLINE_DATA, "log/build.log");
    if (needed) await buildApp(log, new AbortController().signal);
    if (args.json) console.log(JSON.stringify({ ok: true, built: needed }));
    else
      console.log(
        needed ? "The application is built." : "The application was built from these sources already.",
      );
    return exitCode.ok;
  },
};
