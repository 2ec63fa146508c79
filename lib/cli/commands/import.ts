import { writeFile } from "node:fs/promises";
import {
  type Arguments,
  type Command,
  exitCode,
  flagOption,
  textOption,
  UsageError,
} from "@/lib/cli/command";
import type { ImportFound, ImportWish } from "@/lib/cli/import-file";
import { openInstallation } from "@/lib/cli/installation";
import { fromInvocation } from "@/lib/platform/settings/launch";

export const importCommand: Command = {
  name: "import",
  summary:
    "Import systems, risks, models, datasets or vendors from an Excel or CSV file, with the rights of a person.",
  usage: "<what> <file> --as <e-mail>",
  options: {
    as: { type: "string", description: "E-mail address of the person who imports; their rights hold." },
    unit: { type: "string", description: "Business unit, by name or path, of rows that name none." },
    sheet: { type: "string", description: "The sheet of a workbook that holds the rows, by name." },
    apply: { type: "boolean", description: "Write the rows. Without it nothing is written." },
    "dry-run": { type: "boolean", description: "Only say what would happen, as without --apply." },
    "skip-refused": { type: "boolean", description: "With --apply: leave refused rows out." },
    fill: { type: "string", multiple: true, description: "A value for all new rows: category=security." },
    refused: { type: "string", description: "Write refused rows with their reasons to this file." },
  },
  async run(args) {
    const wish = readWish(args);
    const refusedFile = textOption(args, "refused");
    const installation = await openInstallation();
    try {
      // Loaded late: these modules read the settings, which the installation makes.
      const { importFile } = await import("@/lib/cli/import-file");
      const { refusedRows, ...found } = await importFile(wish);
      if (refusedFile !== undefined) await writeFile(fromInvocation(refusedFile), refusedRows);
      const ok = wish.apply ? found.state === "applied" : found.state === "checked" && found.refused === 0;
      console.log(args.json ? JSON.stringify({ ok, ...found }) : inWords(found, wish.apply));
      return ok ? exitCode.ok : exitCode.failed;
    } finally {
      await (await import("@/lib/platform/jobs/queue")).closeSender();
      await (await import("@/lib/platform/database/client")).disconnect();
      await installation.close();
    }
  },
};

function readWish(args: Arguments): ImportWish {
  const [concept, file, ...more] = args.positionals;
  const as = textOption(args, "as");
  if (!concept || !file || more.length > 0)
    throw new UsageError("Say what the file holds and which file it is: import risks risks.csv.");
  if (as === undefined) throw new UsageError("Say with --as in whose name it is done, by e-mail address.");
  const apply = flagOption(args, "apply");
  if (apply && flagOption(args, "dry-run")) throw new UsageError("Say --apply or --dry-run, not both.");
  return {
    concept,
    file: fromInvocation(file),
    as: as.trim().toLowerCase(),
    unit: textOption(args, "unit") ?? null,
    sheet: textOption(args, "sheet") ?? null,
    apply,
    skipRefused: flagOption(args, "skip-refused"),
    fill: readFill(args),
  };
}

function readFill(args: Arguments): Record<string, string> {
  const given = [args.values["fill"] ?? []].flat().map(String);
  return Object.fromEntries(
    given.map((pair) => {
      const at = pair.indexOf("=");
      if (at < 1)
        throw new UsageError(`--fill takes a field and a value, such as category=security, not "${pair}".`);
      return [pair.slice(0, at), pair.slice(at + 1)];
    }),
  );
}

function inWords(found: Omit<ImportFound, "refusedRows">, apply: boolean): string {
  const { state, created, changed, unchanged, refused, message, reasons, notImported } = found;
  const counts = `${created} new, ${changed} changed, ${unchanged} unchanged, ${refused} refused`;
  const head =
    state === "applied"
      ? `Written: ${counts}.`
      : apply
        ? `Nothing was written: ${counts}.`
        : `Dry run: ${counts}.`;
  const lines = reasons.map(({ line, label, why }) => `  Row ${line} (${label}): ${why}`);
  const rest =
    refused > reasons.length
      ? [`  … and ${refused - reasons.length} more; --refused FILE writes them all.`]
      : [];
  const columns = notImported.length > 0 ? [`Columns not imported: ${notImported.join(", ")}.`] : [];
  return [head, ...(message ? [message] : []), ...columns, ...lines, ...rest].join("\n");
}
