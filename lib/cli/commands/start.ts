import { type Command, exitCode, flagOption } from "@/lib/cli/command";
import { type Served, supervise } from "@/lib/cli/runtime/supervisor";

export const start: Command = {
  name: "start",
  summary: "Run Plumbline until Ctrl-C; the first start prints a link to set it up.",
  usage: "",
  options: {
    logs: { type: "boolean", description: "Print the logs here instead of into files." },
  },
  async run(args) {
    await supervise<string | null>({
      mode: "main",
      logsHere: flagOption(args, "logs"),
      async prepare(steps, served) {
        return steps.createSetupLink(served.publicUrl);
      },
      async announce(served, setupLink) {
        console.log(
          args.json
            ? JSON.stringify({ ok: true, url: served.publicUrl, setupLink })
            : welcome(served, setupLink),
        );
      },
    });
    return exitCode.ok;
  },
};

function welcome(served: Served, setupLink: string | null): string {
  const ready = `Plumbline is ready at ${served.localUrl}`;
  if (setupLink === null) return `${ready}\n\nCtrl-C stops it.`;
  return `${ready}\n\nMake the first administrator with this link, which works once:\n  ${setupLink}\n\nCtrl-C stops it.`;
}
