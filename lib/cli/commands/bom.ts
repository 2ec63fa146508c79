import { type Arguments, type Command, exitCode, textOption, UsageError } from "@/lib/cli/command";
import { openInstallation } from "@/lib/cli/installation";
import { fromInvocation } from "@/lib/platform/settings/launch";

export const bom: Command = {
  name: "bom",
  summary: "Compare an AI system with a CycloneDX bill of materials, such as the one its build wrote.",
  usage: "compare <file> --system <reference or name> --as <e-mail>",
  options: {
    system: { type: "string", description: "The AI system that the file describes: S-0007, or its name." },
    as: { type: "string", description: "E-mail address of the person who compares; their rights hold." },
  },
  async run(args) {
    const wish = readWish(args);
    const installation = await openInstallation();
    try {
      // Loaded late: these modules read the settings, which the installation makes.
      const { compareBom } = await import("@/lib/cli/compare-bom");
      const found = await compareBom(wish);
      const ok = found.differences.length === 0;
      console.log(args.json ? JSON.stringify({ ok, ...found }) : inWords(found));
      return ok ? exitCode.ok : exitCode.undecided;
    } finally {
      await (await import("@/lib/platform/database/client")).disconnect();
      await installation.close();
    }
  },
};

function readWish(args: Arguments) {
  const [act, file, ...more] = args.positionals;
  const [system, as] = [textOption(args, "system"), textOption(args, "as")];
  if (act !== "compare" || !file || more.length > 0)
    throw new UsageError("Say which file: bom compare model.cdx.json --system S-0007 --as anna@example.org.");
  if (system === undefined) throw new UsageError("Say with --system which AI system the file describes.");
  if (as === undefined) throw new UsageError("Say with --as in whose name it is done, by e-mail address.");
  return { file: fromInvocation(file), system: system.trim(), as: as.trim().toLowerCase() };
}

interface Found {
  id: string;
  differences: readonly { name: string; label: string; theirs: string; ours: string }[];
  unreadable: readonly { name: string; field: string; why: string }[];
}

function inWords({ id, differences, unreadable }: Found): string {
  const notes = unreadable.map(({ name, field, why }) => `  ${name}, ${field}: ${why}`);
  if (differences.length === 0) return ["No drift.", ...notes].join("\n");
  const lines = differences.map(
    ({ name, label, theirs, ours }) => `  ${name}: ${label}: the file says ${theirs}, the register ${ours}`,
  );
  return [`${differences.length} differences, to be settled at /boms/${id}:`, ...lines, ...notes].join("\n");
}
