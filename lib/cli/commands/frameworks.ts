import { type Command, exitCode, UsageError } from "@/lib/cli/command";

export const frameworks: Command = {
  name: "frameworks",
  summary: "List the frameworks that are shipped, with --json every requirement; needs no database.",
  usage: "",
  options: {},
  async run({ positionals, json }) {
    if (positionals.length > 0)
      throw new UsageError("frameworks takes no further words; add --json for every requirement.");
    const { shippedFrameworks } = await import("@/lib/domain/frameworks/queries/shipped");
    const { writeStart } = await import("@/lib/domain/frameworks/rules");
    const all = shippedFrameworks();
    if (json) {
      const answer = all.map(({ key, version, requirements }) => ({
        framework: key,
        version,
        requirements: requirements.map(({ ref, parentRef, kind, title, assessable, ...dates }) => ({
          ref,
          parent_ref: parentRef,
          kind,
          title,
          assessable,
          applies_from: writeStart(dates.appliesFrom),
          practical_from: writeStart(dates.practicalFrom),
        })),
      }));
      console.log(JSON.stringify(answer));
      return exitCode.ok;
    }
    for (const { key, name, version, requirements } of all) {
      const count = requirements.filter(({ assessable }) => assessable).length;
      const figures = `${requirements.length} lines, ${count} to fulfil`;
      console.log(`${key.padEnd(21)}${figures.padEnd(27)}${name}, ${version}`);
    }
    return exitCode.ok;
  },
};
