import "server-only";
import { licensedLimits } from "@/lib/domain/frameworks/licensed/schema";
import { CsvError } from "@/lib/platform/csv/csv-error";
import { readCsv } from "@/lib/platform/csv/read";
import { type FieldProblem, Invalid } from "@/lib/platform/errors/public-error";

const headings = {
  ref: ["ref", "reference", "ref id", "requirement", "clause", "control"],
  text: ["text", "licensed text", "requirement text", "description"],
};
const mostSaid = 20;

/**
 * Returns the texts in a CSV list by reference, "" where one is to be removed; throws Invalid with the lines that keep it from
 * being read: no such reference, twice the same, too long.
 */
export async function readTexts(csv: string, known: ReadonlySet<string>): Promise<Map<string, string>> {
  const found = new Map<string, string>();
  const wrong: string[] = [];
  try {
    const { headings: named, rows } = await readCsv(new TextEncoder().encode(csv), {
      limits: { bytes: 4 * licensedLimits.list, rows: licensedLimits.rows },
    });
    const at = (field: keyof typeof headings) =>
      named.findIndex((one) => headings[field].includes(one.toLowerCase().trim()));
    if (at("ref") < 0 || at("text") < 0)
      throw refused([
        `Name the two columns Ref and Text. The columns are: ${named.join(", ").slice(0, 300)}.`,
      ]);
    for await (const { line, cells, problems } of rows) {
      const [ref, text] = [cells[at("ref")]?.trim() ?? "", cells[at("text")]?.trim() ?? ""];
      for (const { message } of problems) wrong.push(message);
      if (!known.has(ref))
        wrong.push(`Line ${line}: the framework has no requirement "${ref.slice(0, 80)}".`);
      if (found.has(ref)) wrong.push(`Line ${line}: "${ref.slice(0, 80)}" stands twice. Keep one.`);
      if (text.length > licensedLimits.text)
        wrong.push(
          `Line ${line}: the text is longer than ${licensedLimits.text.toLocaleString("en")} characters.`,
        );
      found.set(ref, text);
    }
  } catch (error) {
    if (error instanceof CsvError) throw refused([error.message]);
    throw error;
  }
  if (found.size === 0) wrong.push("The list holds no texts.");
  if (wrong.length > 0) throw refused(wrong);
  return found;
}

function refused(messages: readonly string[]): Invalid {
  const said = messages.slice(0, mostSaid);
  const more = messages.length - said.length;
  return new Invalid(
    [...said, ...(more > 0 ? [`And ${more} more.`] : [])].map(
      (message): FieldProblem => ({ path: "csv", message }),
    ),
  );
}
