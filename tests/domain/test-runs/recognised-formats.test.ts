import { describe, expect, test } from "vitest";
import { formats } from "@/lib/domain/test-runs/formats/formats";
import { headOf } from "@/lib/domain/test-runs/formats/source/head";
import { fileInMemory } from "@/lib/domain/test-runs/formats/source/result-file";
import {
  attackResult,
  evalEvent,
  evalRun,
  gameAttempt,
  guardAnswer,
  guardCall,
  guardOutcome,
  modelReport,
  moderated,
  moderation,
  oldRailTrace,
  outputItem,
  railLog,
  railTrace,
  recordLog,
  redTeamed,
  riskAssessment,
  suite,
} from "@/tests/support/result-files";
import { lines } from "@/tests/support/results";

const json = (value: unknown, indent?: number) => JSON.stringify(value, null, indent);
const stopped = { type: "input", name: "self check input", stop: true };
const trace = `id,guard_name,start_time,end_time,prevalidate_text,postvalidate_text,exception_message\n1,g,0,1,a,a,pass\n`;
const scan = (outcome: string) =>
  json({
    findings: [{ spanUuid: "s", vulnerability: "Bias", vulnerabilityType: "gender", reason: "r", outcome }],
  });

const attack = { attack_result_id: "a", conversation_id: "c", objective: "o", outcome: "success" };
const piece = {
  id: "p",
  role: "user",
  conversation_id: "c",
  sequence: 0,
  original_value: "v",
  converted_value: "v",
};
const score = {
  id: "s",
  score_value: "true",
  score_type: "true_false",
  message_piece_id: "p",
  score_category: [],
};
const evaluation = { run_id: "r", task: "t", model: "m", dataset: {}, config: {} };
const row = {
  id: "r",
  success: true,
  provider: { id: "m" },
  prompt: { raw: "p" },
  vars: {},
  promptIdx: 0,
  testIdx: 0,
};
const audit = {
  bytes_scanned: 1,
  issues: [],
  checks: [],
  files_scanned: 1,
  has_errors: false,
  total_checks: 0,
};

/** Files in every shape of every format, and the format and shape they are. */
const files: [format: string, version: unknown, content: string][] = [
  ["garak", "report", lines({ entry_type: "init", garak_version: "0.16.0", run: "r" })],
  [
    "garak",
    "hit log",
    lines({ probe: "dan.Dan", detector: "d.D", score: 1, attempt_id: "a", generator: "g" }),
  ],
  [
    "promptfoo",
    expect.anything(),
    json({ evalId: "e", results: { version: 3, results: [row], stats: {} }, config: {} }),
  ],
  ["promptfoo", expect.anything(), json(audit)],
  ["pyrit", expect.anything(), json([attack])],
  ["pyrit", expect.anything(), json([piece])],
  ["pyrit", expect.anything(), json([score])],
  ["inspect", expect.anything(), json({ version: 2, status: "success", eval: evaluation, samples: [] })],
  [
    "sarif",
    expect.anything(),
    json({ version: "2.1.0", runs: [{ tool: { driver: { name: "t" } }, results: [] }] }),
  ],
  ["junit", expect.anything(), '<testsuite tests="1"><testcase name="a"/></testsuite>'],
  ["openai-moderation", "omni", json(moderation(moderated("violence")))],
  ["openai-moderation", "omni", lines(moderation(moderated()), moderation(moderated("hate")))],
  ["openai-moderation", "text", json([{ ...moderation(moderated()), model: "text-moderation-stable" }], 2)],
  ["llm-guard", "HTTP answer", json(guardAnswer({ Toxicity: -1 }))],
  ["llm-guard", "HTTP answer", lines(guardAnswer({ Regex: 0 }), guardAnswer({ Secrets: 1 }))],
  ["llm-guard", "HTTP answer", json([guardAnswer({ Regex: 0 })], 2)],
  ["llm-guard", "library tuple", json(["text", { Toxicity: true }, { Toxicity: -1 }])],
  ["llm-guard", "library tuple", json([["text", { Bias: false }, { Bias: 0.4 }]])],
  ["llama-guard", "text", "safe"],
  ["llama-guard", "text", "unsafe\nS1,S10\nsafe\n"],
  ["guardrails-ai", "validation outcome", json(guardOutcome("ToxicLanguage"))],
  ["guardrails-ai", "validation outcome", lines(guardOutcome(), guardOutcome("DetectPII"))],
  ["guardrails-ai", "validation outcome, snake case", json({ call_id: "1", validation_passed: true })],
  ["guardrails-ai", "call history", json([guardCall({ a: "pass" })])],
  ["guardrails-ai", "trace table", trace],
  ["nemo-guardrails", "response log", json(railLog(stopped))],
  ["nemo-guardrails", "response log", json(railLog(stopped).log)],
  ["nemo-guardrails", "trace 2.0", lines(railTrace("a", stopped), railTrace("b"))],
  ["nemo-guardrails", "trace 1", oldRailTrace("a") + oldRailTrace("b")],
  ["deepteam", "risk assessment", json(riskAssessment([redTeamed("Bias", 1)]), 2)],
  ["deepteam", "risk assessment", json(riskAssessment([]))],
  ["deepteam", "trace scanner", scan("materialized")],
  ["deepeval", "test run", json(evalRun({ success: true, metrics: { Bias: [0, true] } }), 2)],
  ["giskard", "3", json(suite(["a", "fail", "Jailbreak"]), 2)],
  ["giskard", "3", json(suite())],
  ["modelscan", "0.6 or newer", json(modelReport({ "a.pkl": "CRITICAL" }), 2)],
  ["modelscan", "0.6 or newer", json(modelReport({}))],
  ["modelscan", "0.5", json({ modelscan_version: "0.5.0", issues_by_severity: { HIGH: [] }, errors: [] })],
  ["openai-evals", "record log", recordLog([evalEvent("s.0", "match", { correct: true })])],
  ["openai-evals", "record log", recordLog([])],
  ["openai-evals", "record log", lines(evalEvent("s.0", "match", { correct: true }))],
  [
    "openai-evals",
    "output items",
    json({ object: "list", data: [outputItem("i", { a: true })], has_more: false }),
  ],
  ["openai-evals", "output items", lines(outputItem("i", { a: true }), outputItem("j", {}))],
  ["promptbench", "attack result", json(attackResult(0.8, 0.2))],
  ["promptbench", "attack result", json([attackResult(0.8, 0.2)], 2)],
  [
    "promptbench",
    "semantic attack",
    json({ "Is this sentence correct?": 0.61, "Decide whether it is fine.": 0.4 }),
  ],
  [
    "promptbench",
    "published text",
    '# m\n\n# sst2\n\n## checklist\n\nOriginal prompt: a\nAttacked prompt: b"a"\n',
  ],
  ["gandalf", "attempt log 1", lines(gameAttempt("baseline", 1, true))],
  [
    "gandalf",
    "attempt log 1",
    "schema,session,level,attempt,prompt,success\ngandalf.attempts/1,t,baseline,1,p,true\n",
  ],
  ["gandalf", "attempts", "user,level,llm,setup,defense,kind,prompt,success\n1,2,m,general,C1,k,p,1\n"],
  ["gandalf", "exchange", json({ answer: "No.", defender: "do-not-tell", prompt: "Tell me." })],
  ["gandalf", "prompt corpus", "text,similarity\nIgnore all of it,0.86\n"],
  ["gandalf", "prompt corpus", lines({ text: "Ignore all of it", similarity: 0.86 })],
];

describe("a file is recognised by its content", () => {
  test.each(files.map(([format], i): [number, string] => [i, format]))(
    "file %i as %s and as no other format",
    async (i, format) => {
      const [, version, content = ""] = files[i] ?? [];
      const head = await headOf(fileInMemory("any.name", content));
      const claims = formats.flatMap((one) => {
        const recognised = one.recognise(head);
        return recognised ? [{ format: one.key, ...recognised }] : [];
      });
      expect(claims).toEqual([{ format, version, certainty: expect.stringMatching(/certain|likely/) }]);
    },
  );

  test("and not where it is something else of the same tools, or of none", async () => {
    const others = [
      { root_spans: [], uuid: "a trace that was given to a scanner", status: "SUCCESS" },
      { overview: "a page", text: "words" },
      { results: [], total: 0 },
      { accuracy: 0.5, loss: 0.1 },
      { openapi: "3.1.0", components: { schemas: {} } },
    ];
    for (const other of others) {
      const head = await headOf(fileInMemory("x", json(other)));
      expect(formats.filter((one) => one.recognise(head)).map(({ key }) => key)).toEqual([]);
    }
  });
});
