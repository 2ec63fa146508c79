import { parseArgs } from "node:util";
import { type Arguments, type Command, type CommandOption, exitCode, UsageError } from "@/lib/cli/command";
import { commands } from "@/lib/cli/commands";
import { PublicError } from "@/lib/platform/errors/public-error";
import { SetupError } from "@/lib/platform/errors/setup-error";

const caller = "npm run --silent plumbline --";

const common: Record<"help" | "json", CommandOption> = {
  help: { type: "boolean", short: "h", description: "Show this text." },
  json: { type: "boolean", description: "Answer with one JSON value on standard output." },
};

async function main([name, ...rest]: string[]): Promise<number> {
  if (name === undefined || name === "--help" || name === "-h" || name === "help") {
    console.log(await overview());
    return name === undefined ? exitCode.wrongUse : exitCode.ok;
  }
  const load = Object.hasOwn(commands, name) ? commands[name] : undefined;
  if (!load) throw new UsageError(`There is no command "${name}". Run \`${caller} --help\` for the list.`);
  const command = await load();
  const args = readArguments(command, rest);
  if (args.values.help === true) {
    console.log(helpFor(command));
    return exitCode.ok;
  }
  return command.run(args);
}

function readArguments(command: Command, words: string[]): Arguments {
  try {
    const options = { ...command.options, ...common };
    const { positionals, values } = parseArgs({ args: words, options, allowPositionals: true });
    return { positionals, values: { ...values }, json: values.json === true };
  } catch (error) {
    const reason = error instanceof Error ? error.message.split(". ")[0] : String(error);
    throw new UsageError(`${reason}. Run \`${caller} ${command.name} --help\`.`);
  }
}

async function overview(): Promise<string> {
  const all = await Promise.all(Object.values(commands).map((load) => load()));
  const lines = all.map((command) => `  ${command.name.padEnd(14)}${command.summary}`);
  const codes = "Exit codes: 0 done, 1 refused or failed, 2 could not decide, 3 wrong use.";
  return `Usage: ${caller} <command> [options]\n\n${lines.join("\n")}\n\n${codes}`;
}

function helpFor(command: Command): string {
  const lines = Object.entries({ ...command.options, ...common }).map(([name, option]) => {
    const value = option.type === "string" ? ` <${name}>` : "";
    return `  ${`--${name}${value}`.padEnd(38)}${option.description}`;
  });
  const usage = [caller, command.name, command.usage, "[options]"].filter((part) => part !== "").join(" ");
  return `${command.summary}\n\nUsage: ${usage}\n\n${lines.join("\n")}`;
}

// What the user can mend is told without a stack; anything else is a fault of ours and shows it.
function report(error: unknown, json: boolean): number {
  const told = error instanceof UsageError || error instanceof SetupError || error instanceof PublicError;
  const message = error instanceof Error ? error.message : String(error);
  if (json) console.log(JSON.stringify({ ok: false, error: message }));
  else console.error(told ? message : error);
  return error instanceof UsageError ? exitCode.wrongUse : exitCode.failed;
}

const words = process.argv.slice(2);
main(words)
  .catch((error: unknown) => report(error, words.includes("--json")))
  .then((code) => {
    // A pipe takes a long answer in pieces; ending at once would cut it.
    process.stdout.write("", () => process.exit(code));
  });
