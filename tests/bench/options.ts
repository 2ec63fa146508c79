import { parseArgs } from "node:util";

/** What can be measured, in the order in which it is. */
const subjects = {
  list: "REST list of 50, sorted and filtered, at 1, 16 and 64 connections, beside bare pg and a bare Next route with Prisma",
  one: "one risk",
  create: "create a risk with its audit entry, and whether an entry is missing",
  counts: "the figures of the programme page and the heat map",
  search: "search over all records, beside its own statements over bare pg",
  page: "the register page's full HTML, as a signed-in person",
  browser:
    "compressed JavaScript of each page; when the register is readable in a cold browser; dragging in a diagram of 300 elements",
  pdf: "PDF of the register beside bare PDFKit drawing the same pages and cells",
  assessment: "assessments of 120 questions: saving an answer, opening one, its PDF, 200 PDFs in one archive",
  pack: "an audit pack of the whole company (up to 5,000 risks: 200 systems, 24,000 controls, 1,000 files), and a screen meanwhile",
  import: "CSV import",
  simulation: "100,000 simulated years of loss in their thread, beside sampling alone",
  threats: "the threats of a model of 500 elements and 1,500 flows, path rules included, beside cloning it",
  results:
    "a report of garak of 200 MB, read as a stream and summed, beside counting its lines; taking in 100,000 cases with 1,000 findings; the register of as many findings as --sizes says, such as 1000,100000",
  ready: "time to ready of a second start",
} as const;

export type Subject = keyof typeof subjects;

export interface BenchOptions {
  only: readonly Subject[];
  sizes: readonly number[];
  seconds: number;
  json: boolean;
}

const help = `npm run bench [-- options]

Measures Plumbline on real PostgreSQL; asserts nothing.
  --only list,create     measure only these: ${Object.keys(subjects).join(", ")}
  --sizes 2000,20000     numbers of risks (default 2000,20000,100000)
  --seconds 3            how long each round of requests lasts, after a second of warming up
  --json                 print JSON instead of the table; it is written to .plumbline/bench/ in any case

${Object.entries(subjects)
  .map(([name, what]) => `  ${name.padEnd(11)}${what}`)
  .join("\n")}`;

/** Returns what the command line asks for; prints the help or what is wrong and ends the process otherwise. */
export function benchOptions(args: string[]): BenchOptions {
  try {
    const { values } = parseArgs({
      args,
      options: {
        only: { type: "string" },
        sizes: { type: "string", default: "2000,20000,100000" },
        seconds: { type: "string", default: "3" },
        json: { type: "boolean", default: false },
        help: { type: "boolean", default: false },
      },
    });
    if (values.help) {
      console.log(help);
      process.exit(0);
    }
    return {
      only: subjectsOf(values.only),
      sizes: values.sizes.split(",").map(wholeNumber),
      seconds: wholeNumber(values.seconds),
      json: values.json,
    };
  } catch (error) {
    console.error(`${error instanceof Error ? error.message : error}\n\n${help}`);
    process.exit(3);
  }
}

function subjectsOf(text: string | undefined): Subject[] {
  const all = Object.keys(subjects) as Subject[];
  if (text === undefined) return all;
  const wanted = text.split(",");
  const unknown = wanted.find((name) => !all.includes(name as Subject));
  if (unknown !== undefined) throw new Error(`There is nothing called "${unknown}" to measure.`);
  return all.filter((name) => wanted.includes(name));
}

function wholeNumber(text: string): number {
  if (!/^[1-9]\d{0,6}$/.test(text)) throw new Error(`"${text}" is not a number.`);
  return Number(text);
}
