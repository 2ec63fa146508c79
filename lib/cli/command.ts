/** One option of a command, in the form `node:util` parses, with the sentence shown by --help. */
export type CommandOption = {
  type: "string" | "boolean";
  short?: string;
  multiple?: boolean;
  description: string;
};

/** What the user typed after the command's name. */
export type Arguments = {
  positionals: string[];
  values: Record<string, string | boolean | (string | boolean)[] | undefined>;
  /** True when the answer is to be one JSON value on standard output. */
  json: boolean;
};

/** A command of `npm run plumbline`; `run` returns an exit code. */
export type Command = {
  name: string;
  /** One sentence for the list of commands. */
  summary: string;
  /** What follows the name, for example `new <name>`. */
  usage: string;
  options: Record<string, CommandOption>;
  run(args: Arguments): Promise<number>;
};

export const exitCode = { ok: 0, failed: 1, undecided: 2, wrongUse: 3 } as const;

/** The command was typed wrongly; the message says how to type it. Ends with exit code 3. */
export class UsageError extends Error {
  override readonly name = "UsageError";
}

/** Returns an option's text, or undefined when it was not given; throws UsageError when it is empty. */
export function textOption(args: Arguments, name: string): string | undefined {
  const value = args.values[name];
  if (value === undefined) return undefined;
  if (typeof value === "string" && value !== "") return value;
  throw new UsageError(`--${name} needs one value.`);
}

/** Tells whether a yes-or-no option was given. */
export function flagOption(args: Arguments, name: string): boolean {
  return args.values[name] === true;
}
