import "server-only";
import { clean } from "@/lib/domain/test-runs/formats/intake";
import type { GateAnswer } from "@/lib/domain/test-runs/gate/answer";
import type { GateFinding } from "@/lib/domain/test-runs/gate/gate-rules";
import { nameOf } from "@/lib/domain/test-runs/summary";
import { escapeXml } from "@/lib/platform/xml/escape-xml";

/** Returns an answer in lines for a terminal. */
export function inWords(answer: GateAnswer): string[] {
  const { completeness, policy, verdict } = answer;
  return [
    `${verdict.toUpperCase()} by policy ${clean(policy.id)} version ${policy.version}${policy.mode === "advisory" ? ", advisory" : ""}: ${completeness.runs} files, ${completeness.evaluated} cases evaluated, ${completeness.errors} errors.`,
    ...answer.rules.map(
      ({ id, result, effect, reason }) =>
        `${effect === "warn" ? "(warns) " : ""}${result}: ${clean(id)}: ${clean(reason)}`,
    ),
    ...completeness.missing.map((one) => `Missing: ${clean(one)}`),
    `${answer.new} new findings, ${answer.existing} known, ${answer.accepted} accepted; ${answer.fixed} fixed, ${answer.not_retested} not tested again.`,
    ...answer.findings.map(
      (one) => `${one.severity.toUpperCase()} ${clean(nameOf(one))}: ${one.occurrences} times, ${one.state}.`,
    ),
    ...answer.waivers
      .filter(({ state }) => state !== "in force")
      .map(({ finding, until, state }) => `Waiver of ${clean(finding)} until ${until}: ${state}.`),
    ...answer.notes.map((note) => `Note: ${note}`),
  ];
}

/** Returns an answer as Markdown, as it goes under a change; text of files stays text and never becomes a link or a picture. */
export function asMarkdown(answer: GateAnswer): string {
  const { completeness, policy } = answer;
  const rows = answer.rules.map(
    ({ id, result, effect, reason }) =>
      `| ${cell(id)} | ${result}${effect === "warn" ? " (warns)" : ""} | ${cell(reason)} |`,
  );
  return [
    `## Gate: ${answer.verdict}`,
    "",
    `Policy ${cell(policy.id)} version ${policy.version}${policy.mode === "advisory" ? ", advisory" : ""}. ${completeness.evaluated} cases evaluated, ${completeness.errors} errors. ${answer.new} new findings, ${answer.existing} known, ${answer.accepted} accepted, ${answer.fixed} fixed.`,
    "",
    "| Rule | Result | Why |",
    "| --- | --- | --- |",
    ...rows,
    ...list("Missing", completeness.missing.map(cell)),
    ...list(
      "Findings",
      answer.findings.map(
        (one) => `${one.severity}, ${one.state}: ${cell(nameOf(one))} (${one.occurrences} times)`,
      ),
    ),
    ...list("Notes", answer.notes.map(cell)),
    "",
  ].join("\n");
}

/** Returns an answer as JUnit XML: a case for each rule, failed or, where it is undecided, in error. */
export function asJunit(answer: GateAnswer): string {
  const what = answer.completeness.missing.map((reason) => ({
    id: "completeness",
    result: "undecided",
    reason,
    effect: "block",
  }));
  const cases = [...answer.rules, ...what].map(({ id, result, effect, reason }) => {
    const said = escapeXml(clean(reason));
    const inside =
      effect === "warn" && result !== "pass"
        ? `<system-out>warns, ${result}: ${said}</system-out>`
        : result === "fail"
          ? `<failure message="${said}"/>`
          : result === "undecided"
            ? `<error message="${said}"/>`
            : "";
    return `  <testcase classname="gate" name="${escapeXml(clean(id))}">${inside}</testcase>`;
  });
  const count = (tag: string) => cases.filter((one) => one.includes(`<${tag} `)).length;
  const name = escapeXml(clean(`${answer.policy.id} version ${answer.policy.version}`));
  return [
    '<?xml version="1.0" encoding="UTF-8"?>',
    `<testsuite name="${name}" tests="${cases.length}" failures="${count("failure")}" errors="${count("error")}" timestamp="${answer.evaluated_at}">`,
    ...cases,
    "</testsuite>",
    "",
  ].join("\n");
}

/** Returns the findings of an answer as SARIF 2.1.0; accepted ones are suppressed. */
export function asSarif(answer: GateAnswer): object {
  const ids = [...new Set(answer.findings.map((one) => clean(one.check)))];
  return {
    $schema: "https://json.schemastore.org/sarif-2.1.0.json",
    version: "2.1.0",
    runs: [
      {
        tool: { driver: { name: "Plumbline gate", rules: ids.map((id) => ({ id })) } },
        results: answer.findings.map(sarifResult),
        invocations: [
          {
            executionSuccessful: answer.verdict !== "undecided",
            toolExecutionNotifications: answer.completeness.missing.map((one) => ({
              level: "error",
              message: { text: clean(one) },
            })),
          },
        ],
      },
    ],
  };
}

function sarifResult(one: GateFinding) {
  const level =
    one.severity === "critical" || one.severity === "high"
      ? "error"
      : one.severity === "medium"
        ? "warning"
        : "note";
  return {
    ruleId: clean(one.check),
    level,
    kind: "fail",
    message: { text: `${clean(nameOf(one))}: ${one.occurrences} times (${one.severity}).` },
    fingerprints: { [one.fingerprint.split(":")[0] ?? "v1"]: one.fingerprint },
    baselineState: one.state === "new" ? "new" : "unchanged",
    ...(["accepted", "dismissed"].includes(one.state)
      ? { suppressions: [{ kind: "external", status: "accepted" }] }
      : {}),
    ...(one.place === null
      ? {}
      : { locations: [{ physicalLocation: { artifactLocation: { uri: encodeURI(clean(one.place)) } } }] }),
  };
}

function list(title: string, items: readonly string[]): string[] {
  return items.length === 0 ? [] : ["", `### ${title}`, "", ...items.map((one) => `- ${one}`)];
}

function cell(text: string): string {
  return clean(text).replace(/[\\`*_{}[\]()<>#+!|~&:@]/g, (mark) => (mark === ":" ? ":" : `\\${mark}`));
}
