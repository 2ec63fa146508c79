import { readFileSync } from "node:fs";
import path from "node:path";
import type { Proof } from "@/tests/asvs/assessment";

/** A test of a run: its file, the names of its groups and its own, and whether it passed. */
export interface Result {
  file: string;
  names: readonly string[];
  passed: boolean;
}

/** Returns the tests of a report of the specification. */
export function resultsOfSpecification(file: string): Result[] {
  const { testResults } = JSON.parse(readFileSync(file, "utf8")) as {
    testResults: {
      name: string;
      assertionResults: { ancestorTitles: string[]; title: string; status: string }[];
    }[];
  };
  return testResults.flatMap(({ name, assertionResults }) =>
    assertionResults.map(({ ancestorTitles, title, status }) => ({
      file: path.relative(process.cwd(), name),
      names: [...ancestorTitles, title],
      passed: status === "passed",
    })),
  );
}

interface Suite {
  suites?: Suite[];
  specs?: { title: string; file: string; ok: boolean; tests: { status: string }[] }[];
}

/** Returns the journeys of a report of the browser's runner. */
export function resultsOfJourneys(file: string): Result[] {
  const walk = ({ suites = [], specs = [] }: Suite): Result[] => [
    ...specs.map((spec) => ({
      file: path.join("tests/browser", path.basename(spec.file)),
      names: [spec.title],
      passed: spec.ok && spec.tests.every(({ status }) => status === "expected"),
    })),
    ...suites.flatMap(walk),
  ];
  return walk(JSON.parse(readFileSync(file, "utf8")) as Suite);
}

/** Returns the proofs that these results do not give: a test that failed, was skipped, or is not there. */
export function notPassed(proofs: readonly Proof[], results: readonly Result[]): Set<Proof> {
  return new Set(
    proofs.filter((proof) => {
      const fits = nameFits(proof.test);
      const own = results.filter(({ file, names }) => file === proof.file && fits(names));
      return own.length === 0 || own.some(({ passed }) => !passed);
    }),
  );
}

/** Returns whether a test, named with its groups, is one of those meant; %s, $name and ${…} stand for whatever was filled in. */
function nameFits(meant: string): (names: readonly string[]) => boolean {
  const parts = meant.split(" > ").map((part) => {
    const literal = part
      .split(/%[sjoi#]|\$\{[^}]+\}|\$[a-z]+/)
      .map((piece) => piece.replace(/[.*+?^${}()|[\]\\]/g, "\\$&"));
    return new RegExp(`^${literal.join(".+")}$`, "s");
  });
  return (names) => {
    const last = names.slice(-parts.length);
    return last.length === parts.length && last.every((name, i) => parts[i]?.test(name));
  };
}
