import { type Command, exitCode, UsageError } from "@/lib/cli/command";
import { textFile } from "@/lib/cli/text-file";
import { fromInvocation } from "@/lib/platform/settings/launch";

export const classifyCommand: Command = {
  name: "classify",
  summary: "Classify an AI system or model under the EU AI Act from a file of answers; needs no database.",
  usage: "<answers.json>",
  options: {},
  async run({ positionals, json }) {
    const [file, ...more] = positionals;
    if (!file || more.length > 0) throw new UsageError("Say which file: classify answers.json --json.");
    const { classifyText } = await import("@/lib/domain/obligations/queries/classify");
    const { mostAnswerBytes: mostBytes } = await import("@/lib/domain/obligations/read-answers");
    const advice = "Give one answer for each question.";
    const text = await textFile(fromInvocation(file), { mostBytes, advice });
    const { outcomes, openQuestions, warnings } = classifyText(text);
    if (json) {
      const answer = {
        outcomes: outcomes.map(
          ({ outcome, legalRef, appliesFrom, practicalFrom, path, role, route, note }) => ({
            outcome,
            legal_ref: legalRef,
            applies_from: appliesFrom,
            practical_from: practicalFrom,
            path,
            role,
            route,
            note,
          }),
        ),
        open_questions: openQuestions,
        warnings,
      };
      console.log(JSON.stringify(answer));
      return exitCode.ok;
    }
    for (const { outcome, legalRef, appliesFrom, practicalFrom, role } of outcomes) {
      const dates = appliesFrom
        ? `from ${appliesFrom}${practicalFrom === appliesFrom ? "" : `, in practice ${practicalFrom}`}`
        : "";
      console.log([outcome, role ? `as ${role}` : "", dates, legalRef].filter(Boolean).join(" · "));
    }
    if (openQuestions.length > 0) console.log(`Still to be answered: ${openQuestions.join(", ")}.`);
    for (const warning of warnings) console.log(`Note: ${warning}`);
    return exitCode.ok;
  },
};
