import { lines } from "@/tests/support/results";

/** Returns one answer of LLM Guard over HTTP to a prompt. */
export function guardAnswer(scanners: Record<string, number>, valid?: boolean) {
  const isValid = valid ?? Object.values(scanners).every((score) => score <= 0);
  return { is_valid: isValid, scanners, sanitized_prompt: "text" };
}

const categories = [
  ...[
    "harassment",
    "harassment/threatening",
    "hate",
    "hate/threatening",
    "illicit",
    "illicit/violent",
    "self-harm",
  ],
  ...[
    "self-harm/instructions",
    "self-harm/intent",
    "sexual",
    "sexual/minors",
    "violence",
    "violence/graphic",
  ],
];

/** Returns one judged input of OpenAI's moderation endpoint, with the categories that it found. */
export function moderated(...found: string[]) {
  return {
    flagged: found.length > 0,
    categories: Object.fromEntries(categories.map((name) => [name, found.includes(name)])),
    category_scores: Object.fromEntries(categories.map((name) => [name, found.includes(name) ? 0.9 : 0.01])),
    category_applied_input_types: Object.fromEntries(categories.map((name) => [name, ["text"]])),
  };
}

/** Returns an answer of that endpoint with one result for each input. */
export function moderation(...results: object[]) {
  return { id: "modr-1", model: "omni-moderation-latest", results };
}

/** Returns an outcome of a guard of Guardrails AI, with the validators that failed. */
export function guardOutcome(...failed: string[]) {
  return {
    callId: "140203312345678",
    rawLlmOutput: "An answer.",
    validatedOutput: failed.length > 0 ? null : "An answer.",
    validationPassed: failed.length === 0,
    validationSummaries: failed.map((validatorName) => ({
      validatorName,
      validatorStatus: "fail",
      propertyPath: "$",
    })),
  };
}

/** Returns a call from the history of a guard, of which each round ran these validators. */
export function guardCall(...rounds: Record<string, "pass" | "fail" | null>[]) {
  return {
    iterations: rounds.map((validators) => ({
      outputs: {
        validator_logs: Object.entries(validators).map(([name, outcome]) => ({
          validator_name: name,
          registered_name: name,
          validation_result: outcome === null ? null : { outcome },
        })),
      },
    })),
  };
}

/** Returns a trace of NeMo Guardrails in which rails stopped the interaction or let it go on. */
export function railTrace(id: string, ...rails: { type: string; name: string; stop: boolean }[]) {
  return {
    schema_version: "2.0",
    trace_id: id,
    spans: [
      { name: "guardrails.request", span_id: "s0", parent_id: null, start_time: 0, end_time: 1 },
      ...rails.map(({ type, name, stop }, i) => ({
        ...{ name: "guardrails.rail", span_id: `s${i + 1}`, parent_id: "s0", start_time: 0, end_time: 1 },
        attributes: { "rail.type": type, "rail.name": name, "rail.stop": stop },
      })),
    ],
  };
}

/** Returns a trace as older versions of NeMo Guardrails wrote it: over many lines, and silent about what a rail did. */
export function oldRailTrace(id: string): string {
  const span = {
    span_id: "s1",
    parent_id: null,
    trace_id: id,
    start_time: 0,
    end_time: 1,
    duration: 1,
    metrics: {},
  };
  const trace = {
    trace_id: id,
    spans: [
      { name: "interaction", ...span },
      { name: "rail: self check input", ...span },
    ],
  };
  return `${JSON.stringify(trace, null, 2)}\n`;
}

/** Returns the response log of NeMo Guardrails for one interaction. */
export function railLog(...rails: { type: string; name: string; stop: boolean }[]) {
  return { log: { activated_rails: rails, stats: {} } };
}

/** Returns a risk assessment of DeepTeam; the overview says what is given to it, whatever the cases hold. */
export function riskAssessment(cases: object[], overview: object = {}) {
  return {
    overview: { vulnerability_type_results: [], attack_method_results: [], errored: 0, ...overview },
    test_cases: cases,
  };
}

/** Returns one case of such an assessment. */
export function redTeamed(vulnerability: string, score: number | null, error: string | null = null) {
  return {
    ...{
      vulnerability,
      vulnerability_type: "a type",
      attack_method: "Prompt Injection",
      risk_category: "Security",
    },
    ...{ input: "in", actual_output: "out", score, reason: "why", error },
  };
}

/** Returns a test run of DeepEval, in which each test case has a success and metrics. */
export function evalRun(
  ...cases: { success: boolean; metrics: Record<string, [score: number, success: boolean]> }[]
) {
  return {
    testCases: cases.map(({ success, metrics }, order) => ({
      ...{ name: `case ${order}`, input: "in", actualOutput: "out", success, order },
      metricsData: Object.entries(metrics).map(([name, [score, good]]) => ({
        name,
        threshold: 0.5,
        success: good,
        score,
      })),
    })),
    conversationalTestCases: [],
    metricsScores: [],
    testPassed: cases.filter(({ success }) => success).length,
    testFailed: cases.filter(({ success }) => !success).length,
  };
}

/** Returns the result of a suite of Giskard 3. */
export function suite(...scenarios: [name: string, status: string, threat: string][]) {
  const count = (status: string) => scenarios.filter((one) => one[1] === status).length;
  return {
    results: scenarios.map(([name, status, threat]) => ({
      ...{ scenario_name: name, status, tags: [`threat-type:${threat}`], multiple_runs: 1, runs_executed: 1 },
      steps: [
        {
          results: [{ status, message: "m", metrics: [], details: { check_name: "Conformity" } }],
          error: null,
          status,
        },
      ],
    })),
    ...{
      duration_ms: 12,
      passed_count: count("pass"),
      failed_count: count("fail"),
      errored_count: count("error"),
    },
    ...{ skipped_count: count("skip"), pass_rate: 0 },
  };
}

/** Returns a report of ModelScan over files, some with an unsafe operator of a severity. */
export function modelReport(
  files: Record<string, string | null>,
  more: { errors?: object[]; skipped?: number } = {},
) {
  const names = Object.keys(files);
  const issues = Object.entries(files).flatMap(([source, severity]) =>
    severity === null
      ? []
      : [
          {
            description: "unsafe",
            operator: "system",
            module: "posix",
            source,
            scanner: "PickleUnsafeOpScan",
            severity,
          },
        ],
  );
  const scanned = { total_scanned: names.length, ...(names.length > 0 ? { scanned_files: names } : {}) };
  const skipped = { total_skipped: more.skipped ?? 0, skipped_files: [] };
  const summary = {
    total_issues: issues.length,
    input_path: "models",
    modelscan_version: "0.8.6",
    timestamp: "2026-11-20T10:00:00",
    scanned,
    skipped,
  };
  return { summary, issues, errors: more.errors ?? [] };
}

/** Returns a record log of oaieval: its specification, its events, and the report that it ends with unless it was cut short. */
export function recordLog(events: object[], report: object | null = { accuracy: 0.5 }): string {
  const spec = {
    completion_fns: ["gpt-4o-mini"],
    eval_name: "jailbreak.dev.v0",
    run_id: "run-1",
    created_at: "2026-11-20 10:00:00",
  };
  return lines({ spec }, ...events, ...(report === null ? [] : [{ final_report: report, run_id: "run-1" }]));
}

/** Returns one event of such a log. */
export function evalEvent(sample: string, type: string, data: object) {
  return {
    run_id: "run-1",
    event_id: 0,
    sample_id: sample,
    type,
    data,
    created_by: "",
    created_at: "2026-11-20",
  };
}

/** Returns an output item of a hosted eval with the graders that passed it or not. */
export function outputItem(id: string, graders: Record<string, boolean>, error: object | null = null) {
  return {
    ...{
      object: "eval.run.output_item",
      id,
      eval_id: "eval_1",
      run_id: "evalrun_1",
      datasource_item_id: 1,
      status: "completed",
    },
    results: Object.entries(graders).map(([name, passed]) => ({
      name,
      type: "string-check-grader",
      passed,
      score: passed ? 1 : 0,
    })),
    sample: { model: "gpt-4o-mini", error, input: [], output: [] },
  };
}

/** Returns what one attack of PromptBench comes to. */
export function attackResult(before: number, after: number | null) {
  const pdr = after === null || before === 0 ? null : (before - after) / before;
  return {
    "original prompt": "Classify: {content}",
    "original score": before,
    "attacked prompt": "Clasify",
    "attacked score": after,
    PDR: pdr,
  };
}

/** Returns a line of an attempt log of the Gandalf game. */
export function gameAttempt(level: string, attempt: number, success: boolean | null) {
  return {
    schema: "gandalf.attempts/1",
    session: "team-a",
    level,
    attempt,
    prompt: "p",
    answer: "a",
    password_guess: null,
    success,
  };
}
