import { type Command, exitCode, UsageError } from "@/lib/cli/command";
import { openInstallation } from "@/lib/cli/installation";

export const demoData: Command = {
  name: "demo-data",
  summary: "Load the demo organisation into an empty installation, or remove it again.",
  usage: "load | unload",
  options: {},
  async run(args) {
    const [act] = args.positionals;
    if (act !== "load" && act !== "unload")
      throw new UsageError("Say what to do: demo-data load or demo-data unload.");
    const installation = await openInstallation();
    try {
      const { loadDemo, unloadDemo } = await import("@/prisma/seed/demo");
      await (act === "load" ? loadDemo() : unloadDemo());
      if (args.json) console.log(JSON.stringify({ ok: true }));
      else
        console.log(
          act === "load"
            ? "The demo organisation is loaded."
            : "The demo organisation is removed; everything else stayed.",
        );
      return exitCode.ok;
    } finally {
      await (await import("@/lib/platform/database/client")).disconnect();
      await installation.close();
    }
  },
};
