import "server-only";
import type { ResultFormat, ResultRecord } from "@/lib/domain/test-runs/formats/format";
import { PyritRecords } from "@/lib/domain/test-runs/formats/pyrit-records";
import { fromPythonLiteral } from "@/lib/domain/test-runs/formats/python-literal";
import { nameFrom } from "@/lib/domain/test-runs/formats/reported";
import type { Head } from "@/lib/domain/test-runs/formats/source/head";
import { jsonParts } from "@/lib/domain/test-runs/formats/source/json-parts";
import { jsonLines } from "@/lib/domain/test-runs/formats/source/lines";
import type { Reading } from "@/lib/domain/test-runs/formats/source/reading";
import type { ResultFile } from "@/lib/domain/test-runs/formats/source/result-file";
import { tableRows } from "@/lib/domain/test-runs/formats/source/table";

// PyRIT (microsoft/PyRIT): "success" is the attacker's, so the target was vulnerable. Shapes: the memory export (JSON and CSV),
// scores, attack results, scenario results and the operator's findings; one, a list, or one on each line.

const shapes: readonly { version: string; keys: readonly string[] }[] = [
  { version: "scenario result", keys: ["attack_results", "scenario_identifier"] },
  { version: "scenario result", keys: ["attack_results", "scenario_run_state"] },
  { version: "attack result", keys: ["attack_result_id"] },
  { version: "attack result", keys: ["objective", "outcome", "conversation_id"] },
  { version: "memory export", keys: ["conversation_id", "original_value"] },
  { version: "score", keys: ["score_value", "score_type"] },
  { version: "finding", keys: ["title", "harm_type", "severity"] },
];

/** A dump of both, as a few lines of the user's own script write it. */
const lists = ["message_pieces", "attack_results", "scores", "findings"];

export const pyrit: ResultFormat = {
  key: "pyrit",
  name: "PyRIT",
  tool: "PyRIT",
  recognise(head) {
    if (head.kind === "text" && isExportedTable(head.text))
      return { version: "memory export", certainty: "certain" };
    for (const inside of ["", "[].", ...lists.map((list) => `${list}[].`)])
      for (const { version, keys } of shapes)
        if (head.has(...keys.map((key) => `${inside}${key}`))) return { version, certainty: "certain" };
    return head.has("attack_results") ? { version: "scenario result", certainty: "possible" } : null;
  },
  async *parse(file, reading, head) {
    const records = new PyritRecords(reading);
    yield* head.kind === "text" ? table(file, reading, records) : documents(file, reading, head, records);
    yield* records.end();
  },
};

async function* documents(
  file: ResultFile,
  reading: Reading,
  head: Head,
  records: PyritRecords,
): AsyncGenerator<ResultRecord> {
  if (head.kind === "lines") {
    for await (const { line, value } of jsonLines(file, reading)) yield* records.read(value, line);
    return;
  }
  for await (const { path, value, where } of jsonParts(file, pathsIn(head)))
    if (path === "" || path.endsWith("[]")) yield* records.read(value, where);
    else yield* records.about(path.replace("[].", ""), value);
}

// A scenario's results are read one by one, however many it holds; what is small is read whole.
function pathsIn(head: Head): string[] {
  const inside = head.has("[]") ? "[]." : "";
  const scenario = head.has(`${inside}attack_results`) && !head.has(`${inside}attack_results[]`);
  const facts = ["scenario_run_state", "pyrit_version", "creation_time", "completion_time", "id"];
  const about = [...facts, "objective_target_identifier"].map((key) => `${inside}${key}`);
  if (scenario) return [`${inside}attack_results.*[]`, ...about];
  if (inside !== "") return ["[]"];
  const held = lists.filter((list) => head.has(list));
  return held.length > 0 ? held.map((list) => `${list}[]`) : [""];
}

async function* table(
  file: ResultFile,
  reading: Reading,
  records: PyritRecords,
): AsyncGenerator<ResultRecord> {
  const literal = ["scores", "targeted_harm_categories", "prompt_target_identifier", "attack_identifier"];
  for await (const { line, cells } of tableRows(file, reading)) {
    const read: Record<string, unknown> = {};
    for (const [name, cell] of Object.entries(cells)) {
      const value = literal.includes(name) ? fromPythonLiteral(cell) : cell;
      if (value !== null && value !== "") read[name] = value;
    }
    if (typeof read["scores"] === "string" || nameFrom(read["scores"]) !== undefined) delete read["scores"];
    yield* records.read(read, line);
  }
}

function isExportedTable(text: string): boolean {
  const [first = ""] = text.split(/\r?\n/, 1);
  return ["conversation_id", "original_value", "role"].every((name) => first.includes(name));
}
