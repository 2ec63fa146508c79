import { readFileSync } from "node:fs";
import path from "node:path";
import { parse } from "csv-parse/sync";

// The self-assessment against OWASP ASVS 5.0.0, levels 1 and 2. Which requirement is met is said by no hand: the file of
// proofs names tests, and a run of those tests decides.

const folder = path.resolve(import.meta.dirname);

/** A requirement in our words. Where no state is given, tests have to prove it. */
export interface Requirement {
  id: string;
  level: string;
  requirement: string;
  state: "" | "not-applicable" | "open" | "document";
  reason: string;
}

/** A test that proves a requirement: its file, and its name with those of its groups before it where it needs them. */
export interface Proof {
  requirement: string;
  file: string;
  test: string;
}

/** Returns every requirement of levels 1 and 2. */
export function readRequirements(): Requirement[] {
  return read("level-2.csv");
}

/** Returns what is proved by which test. */
export function readProofs(): Proof[] {
  return read("proofs.csv");
}

function read<T>(file: string): T[] {
  return parse(readFileSync(path.join(folder, file), "utf8"), { columns: true }) as T[];
}

const chapters = [
  "Encoding and sanitisation",
  "Validation and business logic",
  "Web front end",
  "API and web service",
  "Files",
  "Authentication",
  "Sessions",
  "Authorisation",
  "Self-contained tokens",
  "OAuth and OpenID Connect",
  "Cryptography",
  "Secure communication",
  "Configuration",
  "Data protection",
  "Secure coding and architecture",
  "Logging and errors",
  "WebRTC",
];

/**
 * Returns the assessment as a page: per requirement the tests that meet it, the document, why it does not apply, or what is
 * missing. A requirement of which a test is among those that were not passed is not met.
 */
export function assessmentPage(
  requirements: readonly Requirement[],
  proofs: readonly Proof[],
  failed: ReadonlySet<Proof> = new Set(),
): string {
  const judged = requirements.map((one) => judge(one, proofs, failed));
  const count = (state: string, level?: string) =>
    judged.filter((one) => one.state === state && (!level || one.level === level)).length;
  const line = (state: string, words: string) =>
    `| ${words} | ${count(state, "1")} | ${count(state, "2")} | ${count(state)} |`;
  const head = [
    "# Self-assessment: OWASP ASVS 5.0.0, levels 1 and 2",
    "",
    "Written by `npx tsx tests/asvs/check.ts --write` from `level-2.csv` and `proofs.csv`; `npm test` fails when this page says",
    "otherwise, and when a test named here did not pass. The requirements are in our words; the numbers are those of the",
    "standard (OWASP Foundation, CC BY-SA 4.0), where the exact text is.",
    "",
    "| | Level 1 | Level 2 | Both |",
    "| --- | --- | --- | --- |",
    line("met", "Met, proved by tests"),
    line("document", "Met by a document"),
    line("not-applicable", "Does not apply"),
    line("open", "Open"),
    `| All | ${count1(judged, "1")} | ${count1(judged, "2")} | ${judged.length} |`,
  ];
  const parts = chapters.map((title, i) => {
    const rows = judged.filter(({ id }) => id.split(".")[0] === String(i + 1));
    return [
      "",
      `## V${i + 1} ${title}`,
      "",
      "| Id | Level | Requirement | |",
      "| --- | --- | --- | --- |",
      ...rows.map(({ id, level, requirement, words }) => `| ${id} | ${level} | ${requirement} | ${words} |`),
    ];
  });
  return `${[...head, ...parts.flat()].join("\n")}\n`;
}

const count1 = (judged: readonly { level: string }[], level: string) =>
  judged.filter((one) => one.level === level).length;

interface Judged {
  id: string;
  level: string;
  requirement: string;
  state: "met" | "not-applicable" | "open" | "document";
  words: string;
}

function judge(one: Requirement, proofs: readonly Proof[], failed: ReadonlySet<Proof>): Judged {
  const { id, level, requirement, state, reason } = one;
  const base = { id, level, requirement };
  if (state === "document") return { ...base, state, words: `Document: [${reason}](../../${reason})` };
  if (state !== "") {
    const words = state === "open" ? "**Open**" : "Does not apply";
    return { ...base, state, words: `${words}: ${cell(reason)}` };
  }
  const own = proofs.filter((proof) => proof.requirement === id);
  const missing = own.filter((proof) => failed.has(proof));
  if (own.length === 0 || missing.length > 0)
    return { ...base, state: "open", words: `**Open**: not passed: ${missing.map(named).join("; ")}` };
  return { ...base, state: "met", words: own.map(named).join("<br>") };
}

function named({ file, test }: Proof): string {
  return `${file.replace(/^tests\//, "")}: ${cell(test)}`;
}

// What a table of Markdown would read as its own.
function cell(text: string): string {
  return text.replace(/[|<>*_`]/g, "\\$&");
}
