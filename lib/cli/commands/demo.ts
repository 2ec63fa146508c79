import { rename, writeFile } from "node:fs/promises";
import { type Command, exitCode, flagOption, textOption } from "@/lib/cli/command";
import type { DemoAccess } from "@/lib/cli/data";
import { type Served, supervise } from "@/lib/cli/runtime/supervisor";
import { fromInvocation } from "@/lib/platform/settings/launch";

export const demo: Command = {
  name: "demo",
  summary: "Run Plumbline with the demo organisation, on its own database, until Ctrl-C.",
  usage: "",
  options: {
    "credentials-file": {
      type: "string",
      description: "Also write the sign-ins and the API token to this file, as JSON.",
    },
    logs: { type: "boolean", description: "Print the logs here instead of into files." },
  },
  async run(args) {
    const file = textOption(args, "credentials-file");
    await supervise<DemoAccess>({
      mode: "demo",
      logsHere: flagOption(args, "logs"),
      async prepare(steps) {
        await steps.loadDemo();
        return steps.renewDemoAccess();
      },
      async announce(served, access) {
        if (file !== undefined) await writeCredentials(fromInvocation(file), access);
        console.log(
          args.json
            ? JSON.stringify({ ok: true, url: served.publicUrl, ...access })
            : welcome(served, access),
        );
      },
    });
    return exitCode.ok;
  },
};

// Renamed into place, so that who waits for the file never reads half of it.
async function writeCredentials(file: string, access: DemoAccess): Promise<void> {
  await writeFile(`${file}.part`, `${JSON.stringify(access, null, 2)}\n`, { mode: 0o600 });
  await rename(`${file}.part`, file);
}

function welcome(served: Served, access: DemoAccess): string {
  const width = (values: string[]) => Math.max(...values.map((value) => value.length)) + 2;
  const persona = width(access.users.map((user) => user.persona));
  const email = width(access.users.map((user) => user.email));
  const rows = access.users.map(
    (user) => `  ${user.persona.padEnd(persona)}${user.email.padEnd(email)}${user.password}`,
  );
  const signIns = `Sign in as (passwords are new at each start):\n${rows.join("\n")}`;
  return `Plumbline is ready at ${served.localUrl}\n\n${signIns}\n\nAPI token: ${access.token}\n\nCtrl-C stops it.`;
}
