import "server-only";
import type { ResultFormat, ResultRecord, TestCase, Verdict } from "@/lib/domain/test-runs/formats/format";
import { linesOf } from "@/lib/domain/test-runs/formats/source/lines";
import type { Reading } from "@/lib/domain/test-runs/formats/source/reading";
import type { ResultFile } from "@/lib/domain/test-runs/formats/source/result-file";

const verdict = /^(safe|unsafe)$/i;
const codes = /^[A-Z]{1,2}\d{1,3}(?:\s*,\s*[A-Z]{1,2}\d{1,3})*$/i;
const both = /^unsafe[\s:,]+(?<codes>[A-Z]{1,2}\d{1,3}(?:\s*,\s*[A-Z]{1,2}\d{1,3})*)$/i;

/** The categories of Llama Guard 3; those of other versions differ under the same codes. */
const version3: ReadonlyMap<string, string> = new Map(
  [
    ...[
      "Violent Crimes",
      "Non-Violent Crimes",
      "Sex-Related Crimes",
      "Child Sexual Exploitation",
      "Defamation",
    ],
    ...["Specialized Advice", "Privacy", "Intellectual Property", "Indiscriminate Weapons", "Hate"],
    ...["Suicide & Self-Harm", "Sexual Content", "Elections", "Code Interpreter Abuse"],
  ].map((name, i) => [`S${i + 1}`, name]),
);

/**
 * The verdicts of Llama Guard as it writes them: "safe", or "unsafe" and the codes of what was violated on the same or the next
 * line. Unsafe is vulnerable; whether a prompt or an answer was judged, only the sender knows.
 */
export const llamaGuard: ResultFormat = {
  key: "llama-guard",
  name: "Llama Guard",
  tool: "Llama Guard",
  recognise(head) {
    if (head.kind !== "text") return null;
    const lines = head.text.split(/\r?\n/).map((line) => line.trim());
    // The last line of the beginning may be cut.
    const whole = lines.slice(0, head.text.length > 60_000 ? -1 : undefined).filter((line) => line !== "");
    const fits = whole.every((line) => verdict.test(line) || codes.test(line) || both.test(line));
    const any = whole.some((line) => verdict.test(line) || both.test(line));
    return fits && any ? { version: "text", certainty: "certain" } : null;
  },
  parse: (file, reading) => verdicts(file, reading),
};

async function* verdicts(file: ResultFile, reading: Reading): AsyncGenerator<ResultRecord> {
  const unknown = new Set<string>();
  let named = false;
  let open = false;
  const unsafe = (list: string): TestCase => {
    open = false;
    const found = list.split(",").map((code) => code.trim().toUpperCase());
    named = true;
    for (const code of found) if (!version3.has(code)) unknown.add(code);
    return caseOf(found);
  };
  for await (const { line, bytes } of linesOf(file)) {
    const text = bytes.toString().trim();
    if (open && codes.test(text)) {
      reading.valid();
      yield unsafe(text);
      continue;
    }
    if (open) yield unnamed;
    open = false;
    const list = both.exec(text)?.groups?.["codes"];
    if (list) yield unsafe(list);
    else if (/^safe$/i.test(text)) yield caseOf([]);
    else if (/^unsafe$/i.test(text)) open = true;
    else {
      reading.invalid(line, "is neither safe nor unsafe");
      continue;
    }
    reading.valid();
  }
  if (open) yield unnamed;
  if (named)
    reading.warn(
      "The text does not say of which Llama Guard it is; codes are named as Llama Guard 3 has them.",
    );
  if (unknown.size > 0)
    reading.warn(`Llama Guard 3 has no ${[...unknown].slice(0, 20).join(", ")}; kept as the code alone.`);
}

const unnamed: TestCase = { kind: "case", check: "unsafe", outcome: "vulnerable" };

// Every category was judged, though only those that were violated are named.
function caseOf(found: readonly string[]): TestCase {
  const verdicts = [...new Set([...version3.keys(), ...found])].map((code): Verdict => {
    const name = version3.get(code);
    const outcome = found.includes(code) ? "vulnerable" : "defended";
    return { check: name === undefined ? code : `${code} ${name}`, outcome, words: [code] };
  });
  return { kind: "case", check: "unsafe", outcome: found.length > 0 ? "vulnerable" : "defended", verdicts };
}
