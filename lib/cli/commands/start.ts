import {
  type Arguments,
  type Command,
  exitCode,
  flagOption,
  textOption,
  UsageError,
} from "@/lib/cli/command";
import { type Part, type Served, supervise } from "@/lib/cli/runtime/supervisor";

export const start: Command = {
  name: "start",
  summary: "Run Plumbline until Ctrl-C; the first start prints a link to set it up.",
  usage: "",
  options: {
    only: {
      type: "string",
      description: "Run only `web` or only `worker`, beside others on one DATABASE_URL.",
    },
    logs: { type: "boolean", description: "Print the logs here instead of into files." },
  },
  async run(args) {
    const only = partOf(args);
    await supervise<string | null>({
      mode: "main",
      only,
      logsHere: flagOption(args, "logs"),
      async prepare(steps, served) {
        return only === "worker" ? null : steps.createSetupLink(served.publicUrl);
      },
      async announce(served, setupLink) {
        console.log(
          args.json
            ? JSON.stringify({ ok: true, url: served.publicUrl, setupLink })
            : only === "worker"
              ? "The background process of Plumbline runs.\n\nCtrl-C stops it."
              : welcome(served, setupLink),
        );
      },
    });
    return exitCode.ok;
  },
};

function partOf(args: Arguments): Part | undefined {
  const only = textOption(args, "only");
  if (only === undefined || only === "web" || only === "worker") return only;
  throw new UsageError("--only is `web` or `worker`.");
}

function welcome(served: Served, setupLink: string | null): string {
  const ready = `Plumbline is ready at ${served.localUrl}`;
  if (setupLink === null) return `${ready}\n\nCtrl-C stops it.`;
  return `${ready}\n\nMake the first administrator with this link, which works once:\n  ${setupLink}\n\nCtrl-C stops it.`;
}
