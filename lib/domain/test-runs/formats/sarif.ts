import "server-only";
import * as z from "zod";
import type { ResultFormat, ResultRecord } from "@/lib/domain/test-runs/formats/format";
import { nameFrom } from "@/lib/domain/test-runs/formats/reported";
import { jsonParts } from "@/lib/domain/test-runs/formats/source/json-parts";
import type { ResultFile } from "@/lib/domain/test-runs/formats/source/result-file";
import { severityFromWord } from "@/lib/domain/test-runs/rules";
import type { Outcome, Severity } from "@/lib/domain/test-runs/schema";

// SARIF 2.1.0: a result of kind "fail", which is the default, is a failure; passes are seldom written, so without one no rate is
// known. Suppressed and absent results are no findings. Severity: security-severity, else the level.

const properties = z.object({ "security-severity": z.union([z.string(), z.number()]).nullish() }).nullish();
const rule = z.object({
  id: z.string().optional(),
  defaultConfiguration: z.object({ level: z.string().nullish() }).nullish(),
  properties,
});
type Rule = z.infer<typeof rule>;
const place = z.object({
  physicalLocation: z
    .object({ artifactLocation: z.object({ uri: z.string().optional() }).nullish() })
    .nullish(),
});
const result = z.object({
  ruleId: z.string().nullish(),
  ruleIndex: z.number().nullish(),
  rule: z.object({ id: z.string().nullish(), index: z.number().nullish() }).nullish(),
  kind: z.string().nullish(),
  level: z.string().nullish(),
  baselineState: z.string().nullish(),
  suppressions: z.array(z.object({ status: z.string().nullish(), state: z.string().nullish() })).nullish(),
  locations: z.array(place).nullish(),
  fingerprints: z.record(z.string(), z.string()).nullish(),
  partialFingerprints: z.record(z.string(), z.string()).nullish(),
  properties,
});
type Result = z.infer<typeof result>;

export const sarif: ResultFormat = {
  key: "sarif",
  name: "SARIF",
  tool: null,
  recognise(head) {
    const version = String(head.values.get("version") ?? "of unknown version");
    const schema = String(head.values.get("$schema") ?? "");
    if (!head.has("runs")) return null;
    if (version === "2.1.0" || /sarif.*2\.1\.0/.test(schema))
      return { version: "2.1.0", certainty: "certain" };
    return head.has("runs[].tool.driver.name") ? { version, certainty: "likely" } : null;
  },
  async *parse(file, reading) {
    // Rules may stand after the results that name them, so they are read first.
    const runs = await runsIn(file);
    let at = -1;
    let suppressed = 0;
    for await (const { value, where, keys } of jsonParts(file, ["runs[].results[]"])) {
      const index = Number(keys[1]);
      for (; at < index; at += 1) yield* begun(runs.get(at + 1), at + 1);
      const read = reading.check(result, value, where);
      if (!read) continue;
      if (isSuppressed(read)) suppressed += 1;
      yield caseOf(read, runs.get(index) ?? emptyRun());
    }
    for (const last = Math.max(-1, ...runs.keys()); at < last; at += 1)
      yield* begun(runs.get(at + 1), at + 1);
    if (suppressed > 0)
      reading.warn(
        `${suppressed} results are suppressed in the file: they count as skipped, not as findings.`,
      );
    if (runs.size === 0) yield { kind: "facts", complete: false };
  },
};

interface Run {
  name?: string | undefined;
  version?: string | undefined;
  rules: Rule[];
  byId: Map<string, Rule>;
  passes: boolean;
  failed: boolean;
  commit?: string | undefined;
}

const emptyRun = (): Run => ({ rules: [], byId: new Map(), passes: false, failed: false });

async function runsIn(file: ResultFile): Promise<Map<number, Run>> {
  const runs = new Map<number, Run>();
  const driver = "runs[].tool.driver";
  const paths = [`${driver}.name`, `${driver}.semanticVersion`, `${driver}.version`, `${driver}.rules[]`];
  const others = [
    "runs[].tool.extensions[].rules[]",
    "runs[].results[].kind",
    "runs[].invocations[].executionSuccessful",
  ];
  const from = ["runs[].versionControlProvenance[].revisionId"];
  for await (const { path, value, keys } of jsonParts(file, [...paths, ...others, ...from])) {
    const index = Number(keys[1]);
    const run = runs.get(index) ?? emptyRun();
    runs.set(index, run);
    if (path.endsWith("driver.name")) run.name = nameFrom(value);
    else if (path.endsWith("ersion")) run.version ??= nameFrom(value);
    else if (path.endsWith("kind")) run.passes ||= value === "pass";
    else if (path.endsWith("Successful")) run.failed ||= value === false;
    else if (path.endsWith("revisionId")) run.commit ??= nameFrom(value);
    else {
      const read = rule.safeParse(value);
      const one = read.success ? read.data : {};
      if (path.startsWith(driver)) run.rules.push(one);
      if (one.id !== undefined) run.byId.set(one.id, one);
    }
  }
  return runs;
}

function* begun(run: Run | undefined, index: number): Generator<ResultRecord> {
  if (index > 0) yield { kind: "run" };
  const { name, version, commit, passes, failed } = run ?? emptyRun();
  yield { kind: "facts", tool: name, toolVersion: version, commit, denominators: passes, complete: !failed };
}

function caseOf(read: Result, run: Run): ResultRecord {
  const index = read.ruleIndex ?? read.rule?.index ?? -1;
  const id = read.ruleId ?? read.rule?.id ?? run.rules[index]?.id;
  // "CA1000/1" is a case of the rule CA1000.
  const known = run.rules[index] ?? run.byId.get(id ?? "") ?? run.byId.get(id?.split("/")[0] ?? "");
  const ids = Object.values(read.fingerprints ?? read.partialFingerprints ?? {});
  return {
    ...{ kind: "case", check: nameFrom(id) ?? "unnamed rule", outcome: outcomeOf(read) },
    place: nameFrom(read.locations?.[0]?.physicalLocation?.artifactLocation?.uri),
    caseId: nameFrom(ids[0]),
    toolSeverity: severityIn(read, known),
  };
}

const kinds: Record<string, Outcome> = {
  fail: "vulnerable",
  pass: "defended",
  open: "inconclusive",
  review: "inconclusive",
  notApplicable: "skipped",
  informational: "skipped",
};

function outcomeOf(read: Result): Outcome {
  if (isSuppressed(read) || read.baselineState === "absent") return "skipped";
  return kinds[read.kind ?? "fail"] ?? "inconclusive";
}

function isSuppressed({ suppressions }: Result): boolean {
  const states = (suppressions ?? []).map(({ status, state }) => status ?? state ?? "accepted");
  return states.length > 0 && states.every((one) => one === "accepted");
}

const levels: Record<string, Severity> = { error: "high", warning: "medium", note: "low", none: "info" };

function severityIn(read: Result, known: Rule | undefined): Severity {
  const security = known?.properties?.["security-severity"] ?? read.properties?.["security-severity"];
  const level = read.level ?? known?.defaultConfiguration?.level ?? "warning";
  return fromSecurity(security) ?? levels[level] ?? "medium";
}

// A number is a CVSS score, whose bands its standard names.
function fromSecurity(given: string | number | null | undefined): Severity | null {
  if (given === null || given === undefined || given === "") return null;
  const score = Number(given);
  if (Number.isNaN(score)) return severityFromWord(given);
  if (score >= 9) return "critical";
  if (score >= 7) return "high";
  if (score >= 4) return "medium";
  return score > 0 ? "low" : "info";
}
