import "server-only";
import { readStart, undated } from "@/lib/domain/frameworks/rules";
import { faultsOf } from "@/lib/domain/frameworks/versions/files/check-lines";
import { counted, refusal, titleFrom } from "@/lib/domain/frameworks/versions/files/problems";
import {
  type ColumnField,
  columnFields,
  type FoundFramework,
  frameworkLimits,
  type StoredLine,
} from "@/lib/domain/frameworks/versions/schema";
import { CsvError } from "@/lib/platform/csv/csv-error";
import { type CsvRow, readCsv } from "@/lib/platform/csv/read";

/** Which heading feeds each field. */
export type Columns = Partial<Record<ColumnField, string>>;

const synonyms: Readonly<Record<ColumnField, readonly string[]>> = {
  ref: [
    "ref",
    "reference",
    "id",
    "ref id",
    "number",
    "no",
    "clause",
    "control id",
    "requirement id",
    "identifier",
  ],
  parent: [
    "parent",
    "parent ref",
    "parent id",
    "parent reference",
    "reference of the heading above",
    "section",
    "belongs to",
  ],
  kind: ["kind", "type", "level"],
  title: ["title", "name", "short title", "heading", "requirement", "control"],
  text: ["text", "description", "paraphrase", "wording", "statement", "requirement text", "details"],
  assessable: ["assessable", "can be fulfilled", "auditable", "testable"],
  notes: ["notes", "note", "remarks", "guidance", "comment", "annotation"],
  appliesTo: ["applies to", "whom it addresses", "addressee", "role"],
  appliesFrom: ["applies from", "from", "date"],
  practicalFrom: ["practical from", "in practice from"],
};

const plain = (heading: string) =>
  heading
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, " ")
    .trim();

/** Returns which heading of a file most likely feeds each field. */
function proposed(headings: readonly string[]): Columns {
  const free = new Map(headings.map((heading) => [plain(heading), heading]));
  const found: Columns = {};
  for (const { value: field } of columnFields)
    for (const synonym of synonyms[field]) {
      const heading = free.get(synonym);
      if (heading === undefined || found[field] !== undefined) continue;
      found[field] = heading;
      free.delete(synonym);
    }
  return found;
}

const yes = ["yes", "y", "true", "1", "x", "ja"];
const no = ["no", "n", "false", "0", "", "nein"];

/** What a CSV file holds, and which heading fed what. */
interface FoundTable extends FoundFramework {
  headings: readonly string[];
  columns: Columns;
}

/** Returns the framework in a CSV file, a requirement to a row; throws Invalid with the lines that keep it from being read. */
export async function readFrameworkTable(bytes: Uint8Array, chosen: Columns | null): Promise<FoundTable> {
  const { headings, rows } = await rowsIn(bytes);
  const columns = chosen ?? proposed(headings);
  const at = indexesOf(columns, headings);
  const refs = new Set(rows.map(({ cells }) => cells[at("ref") ?? -1]?.trim()));
  const children = new Set(rows.map(({ cells }) => cells[at("parent") ?? -1]?.trim()).filter(Boolean));
  const faults = rows.flatMap(({ problems }) => problems.map(({ message }) => message));
  const lines = rows.map(({ line, cells }): StoredLine => {
    const cell = (field: ColumnField) => cells[at(field) ?? -1]?.trim() ?? "";
    const fault = (message: string) => faults.push(`Line ${line}: ${message}`);
    const date = (field: "appliesFrom" | "practicalFrom") => {
      const start = readStart(cell(field));
      if (start === null) fault(`"${cell(field).slice(0, 60)}" is no date. Write it as 2027-12-02.`);
      return start ?? undated;
    };
    const said = cell("assessable").toLowerCase();
    if (at("assessable") !== undefined && !yes.includes(said) && !no.includes(said))
      fault(`"${said.slice(0, 60)}" does not say whether it can be fulfilled. Write yes or no.`);
    const assessable = at("assessable") === undefined ? !children.has(cell("ref")) : yes.includes(said);
    const [text, title] = [cell("text") || null, cell("title").replace(/\s+/g, " ")];
    const whole = title || titleFrom(text ?? "");
    return {
      ...{ ref: cell("ref"), sourceId: cell("ref") },
      ...parentOf(cell("parent"), refs),
      kind: cell("kind") || (assessable ? "requirement" : "heading"),
      title: whole,
      text: text === whole ? null : text,
      assessable,
      appliesTo: cell("appliesTo")
        .split(";")
        .map((one) => one.trim())
        .filter(Boolean),
      ...{ appliesFrom: date("appliesFrom"), practicalFrom: date("practicalFrom") },
      notes: cell("notes")
        .split(/\n{2,}/)
        .map((one) => one.trim())
        .filter(Boolean),
    };
  });
  const wrong = [...faults, ...faultsOf(lines, (index) => `Line ${rows[index]?.line}`)];
  if (wrong.length > 0) throw refusal(wrong);
  const unread = headings.filter((one) => one !== "" && !Object.values(columns).includes(one));
  return {
    ...{ format: "csv", key: null, title: null, edition: null, publisher: null, rights: null, source: null },
    ...{ lines, headings, columns },
    warnings: [
      ...(unread.length > 0
        ? [`${counted(unread.length, "column")} left out: ${unread.join(", ").slice(0, 300)}.`]
        : []),
      ...(at("assessable") === undefined
        ? ["No column says what can be fulfilled: every line without others below it can."]
        : []),
      ...(at("parent") === undefined
        ? ["No column names the heading above: all lines stand side by side."]
        : []),
    ],
  };
}

async function rowsIn(bytes: Uint8Array) {
  try {
    const { headings, rows } = await readCsv(bytes, {
      limits: { bytes: frameworkLimits.bytes, rows: frameworkLimits.lines },
    });
    const all: CsvRow[] = [];
    for await (const row of rows) all.push(row);
    return { headings, rows: all };
  } catch (error) {
    if (error instanceof CsvError) throw refusal([error.message]);
    throw error;
  }
}

function indexesOf(columns: Columns, headings: readonly string[]) {
  const lost = Object.values(columns).filter((heading) => !headings.includes(heading));
  if (lost.length > 0)
    throw refusal([`The file has no column "${lost[0]}". Its columns are: ${headings.join(", ")}.`]);
  if (columns.ref === undefined)
    throw refusal([
      `No column holds the references. Name one "Reference". The columns are: ${headings.join(", ").slice(0, 500)}.`,
    ]);
  if (columns.title === undefined && columns.text === undefined)
    throw refusal([
      `No column holds a title or a text. Name one "Title". The columns are: ${headings.join(", ").slice(0, 500)}.`,
    ]);
  return (field: ColumnField) => {
    const heading = columns[field];
    return heading === undefined ? undefined : headings.indexOf(heading);
  };
}

// A parent in another framework is written with its key, as the export does: "nist-ai-rmf:GOVERN 1.1".
function parentOf(
  cell: string,
  refs: ReadonlySet<string | undefined>,
): Pick<StoredLine, "parentRef" | "parentFramework"> {
  const foreign = refs.has(cell) ? null : /^([a-z][a-z0-9-]{1,40}):(.+)$/.exec(cell);
  return foreign
    ? { parentRef: foreign[2] ?? "", parentFramework: foreign[1] ?? "" }
    : { parentRef: cell || null, parentFramework: null };
}
