import { globSync, readFileSync } from "node:fs";
import path from "node:path";
import { stripVTControlCharacters } from "node:util";

// What failed, once more and in short, for who has only the end of what was printed.

interface Suite {
  suites?: Suite[];
  specs?: { title: string; tests: { results: { error?: { message?: string } }[] }[] }[];
}

/** Returns a paragraph for each failed test of a report of the specification: its name and the first lines of its message. */
export function failuresOfSpecification(file: string): string[] {
  const { testResults } = JSON.parse(readFileSync(file, "utf8")) as {
    testResults: {
      message: string;
      assertionResults: { status: string; fullName: string; failureMessages: string[] }[];
    }[];
  };
  return testResults.flatMap(({ message, assertionResults }) => [
    ...(message ? [firstLines("A file of tests", message)] : []),
    ...assertionResults
      .filter(({ status }) => status === "failed")
      .map(({ fullName, failureMessages }) => firstLines(fullName, failureMessages.join("\n"))),
  ]);
}

/** Returns a paragraph for each failed journey of a report of the browser's runner: its name and the first lines of its message. */
export function failuresOfJourneys(file: string): string[] {
  const walk = ({ suites = [], specs = [] }: Suite): string[] => [
    ...suites.flatMap(walk),
    ...specs.flatMap(({ title, tests }) =>
      tests.flatMap(({ results }) =>
        results.flatMap(({ error }) => (error ? [firstLines(title, error.message ?? "")] : [])),
      ),
    ),
  ];
  return walk(JSON.parse(readFileSync(file, "utf8")) as Suite);
}

/** Returns what each page that failed a journey showed: its beginning, and whatever it said as an alert or in passing. */
export function pagesSeen(folder: string): string[] {
  return globSync(`${folder}/*/error-context.md`).map((file) => {
    const [, seen = ""] = readFileSync(file, "utf8").split("# Page snapshot");
    const lines = seen.split("\n");
    const said = lines.flatMap((line, at) =>
      /- (alert|status|dialog|log)\b/.test(line) ? lines.slice(at, at + 8) : [],
    );
    return [`== ${path.basename(path.dirname(file))}`, ...lines.slice(0, 120), "…", ...said].join("\n");
  });
}

function firstLines(name: string, message: string): string {
  return `${name}\n${stripVTControlCharacters(message)
    .split("\n")
    .filter((line) => !line.includes("node_modules"))
    .slice(0, 25)
    .join("\n")}`;
}
