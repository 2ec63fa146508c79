import "server-only";
import * as z from "zod";
import { shippedTable } from "@/lib/domain/frameworks/queries/shipped";
import type { Weight } from "@/lib/domain/test-runs/rules";

const list = z.string().transform((cell) => cell.split(";").filter((id) => id !== ""));
const classRow = z.strictObject({
  class: z.string().regex(/^[a-z]+(-[a-z]+)*$/),
  name: z.string().min(1),
  weight: z.coerce.number().pipe(z.union([z.literal(1), z.literal(2), z.literal(3)])),
  owasp_2023_24: list,
  owasp_2025: list,
  owasp_2026: list,
  atlas: list,
});
const checkRow = z.strictObject({
  tool: z.string().min(1),
  check: z.string().min(1),
  class: z.string(),
});

/** An entry of one edition of the OWASP Top 10 for LLM applications: the numbers mean something else in each. */
export interface OwaspEntry {
  edition: "2023/24" | "2025" | "2026";
  id: string;
}

/** What a finding is a case of, in words of ours, with what the published lists call it. */
export interface ThreatClass {
  key: string;
  name: string;
  weight: Weight;
  /** Empty where no entry fits. */
  owasp: readonly OwaspEntry[];
  /** Ids of MITRE ATLAS techniques. */
  atlas: readonly string[];
}

let classes: ReadonlyMap<string, ThreatClass> | undefined;
let checks: ReadonlyMap<string, CheckTable> | undefined;

/** Returns the threat classes by key, in the order of their file; throws ReferenceDataError where it does not fit. */
export function threatClasses(): ReadonlyMap<string, ThreatClass> {
  classes ??= new Map(
    shippedTable("test-runs/threat-classes.csv", classRow).map((row) => [
      row.class,
      {
        key: row.class,
        name: row.name,
        weight: row.weight,
        owasp: [
          ...row.owasp_2023_24.map((id) => ({ edition: "2023/24" as const, id })),
          ...row.owasp_2025.map((id) => ({ edition: "2025" as const, id })),
          ...row.owasp_2026.map((id) => ({ edition: "2026" as const, id })),
        ],
        atlas: row.atlas,
      },
    ]),
  );
  return classes;
}

/**
 * Returns the threat class of the first of a tool's words that its table knows, exactly or by the longest beginning ("dan.*");
 * null where none is known, which is shown and never guessed.
 */
export function classOf(tool: string, words: readonly string[]): ThreatClass | null {
  checks ??= readChecks();
  const table = checks.get(tool);
  for (const word of table ? words : []) {
    const key = table?.find(word.trim().toLowerCase());
    if (key !== undefined) return threatClasses().get(key) ?? null;
  }
  return null;
}

class CheckTable {
  readonly #exact = new Map<string, string>();
  readonly #beginnings: [string, string][] = [];

  add(check: string, key: string): void {
    const word = check.toLowerCase();
    if (!word.endsWith("*")) this.#exact.set(word, key);
    else this.#beginnings.push([word.slice(0, -1), key]);
    this.#beginnings.sort(([a], [b]) => b.length - a.length);
  }

  find(word: string): string | undefined {
    return this.#exact.get(word) ?? this.#beginnings.find(([begin]) => word.startsWith(begin))?.[1];
  }
}

function readChecks(): Map<string, CheckTable> {
  const tables = new Map<string, CheckTable>();
  for (const row of shippedTable("test-runs/checks.csv", checkRow)) {
    if (!threatClasses().has(row.class))
      throw new Error(
        `test-runs/checks.csv: there is no threat class ${row.class} (${row.tool} ${row.check}).`,
      );
    const table = tables.get(row.tool) ?? new CheckTable();
    table.add(row.check, row.class);
    tables.set(row.tool, table);
  }
  return tables;
}
