import { describe, expect, test } from "vitest";
import { generate } from "@/lib/domain/threat-models/generate";
import type { Element, Flow } from "@/lib/domain/threat-models/model";
import type { PathFinding } from "@/lib/domain/threat-models/paths/finding";
import { element, flow, threatModel } from "@/tests/support/threat-models";

const finds = (ruleId: string, elements: readonly Element[], flows: readonly Flow[]): PathFinding[] =>
  generate(threatModel(elements, flows), []).paths.filter((one) => one.ruleId === ruleId);

/** What a rule found in one line each: the element, the status, the first way, and what is not known. */
const told = (...drawn: Parameters<typeof finds>) =>
  finds(...drawn).map(
    ({ elementId, status, ways, unknown }) =>
      `${elementId} ${status}: ${ways[0]?.elements.join(" > ")}${unknown.map(({ on, fact }) => `; ${on} ${fact}`).join("")}`,
  );

const model = element("model", "llm_endpoint_hosted");
const web = element("web", "external_data_source", { trusted: false });
const app = element("app", "application_backend", {});
const agent = (facts: Element["attributes"]) => element("agent", "agent_orchestrator", facts);

describe("untrusted input, sensitive data and an exit in one context", () => {
  const mail = element("mail", "tool_mcp_server", { third_party: true, returns_external_content: false });
  const records = (facts: Element["attributes"]) =>
    element("records", "rag_vector_store", { writable_by: "staff", ...facts });
  const personal = records({ contains_personal_data: true });
  const flows = [flow("web", "app"), flow("app", "records"), flow("app", "model"), flow("app", "mail")];

  test("are found along what was drawn and the answers that come back, without an agent", () => {
    expect(told("PATH-01", [web, app, model, personal, mail], flows)).toEqual([
      "model open: web > app > model > app > mail",
    ]);
    expect(finds("PATH-01", [web, app, model, personal, mail], flows)[0]?.ways[1]).toEqual({
      elements: ["records", "app", "model"],
      flows: ["app-records", "app-model"],
    });
  });

  test("are not found where one of the three is missing or known to be harmless", () => {
    for (const gone of ["web", "records", "mail"]) {
      const left = [web, app, model, personal, mail].filter(({ id }) => id !== gone);
      expect(
        told(
          "PATH-01",
          left,
          flows.filter(({ from, to }) => from !== gone && to !== gone),
        ),
      ).toEqual([]);
    }
    const trusted = element("web", "external_data_source", { trusted: true, user_generated: false });
    expect(told("PATH-01", [trusted, app, model, personal, mail], flows)).toEqual([]);
    expect(
      told("PATH-01", [web, app, model, records({ contains_personal_data: false }), mail], flows),
    ).toEqual([]);
  });

  test("ask for what nobody knows, and for nothing else", () => {
    expect(told("PATH-01", [web, app, model, records({}), mail], flows)).toEqual([
      "model needs_answer: web > app > model > app > mail; records element.contains_personal_data",
    ]);
  });

  test("count a flow that carries untrusted content or personal data, and the source that somebody calls", () => {
    const drawn = [
      flow("user", "app", { carries_untrusted_content: true, carries_personal_data: true }),
      flow("app", "model"),
      flow("app", "site"),
    ];
    const site = element("site", "external_data_source", { trusted: true, user_generated: false });
    const user = element("user", "end_user", { authenticated: true, anonymous_allowed: false });
    expect(told("PATH-01", [user, app, model, site], drawn)).toEqual([
      "model open: app > model > app > site",
    ]);
  });

  test("do not lead through people or sources outside, and a part out of scope is not there", () => {
    const user = element("user", "end_user", { authenticated: true, anonymous_allowed: false });
    const around = [
      flow("web", "app"),
      flow("app", "user"),
      flow("user", "model"),
      flow("records", "model"),
      flow("model", "mail"),
    ];
    expect(told("PATH-01", [web, app, user, model, personal, mail], around)).toEqual([]);
    expect(told("PATH-01", [web, app, model, personal, { ...mail, outOfScope: true }], flows)).toEqual([]);
  });

  test("follow what the agent may send, whatever the tools it calls could", () => {
    const drawn = [flow("web", "agent"), flow("agent", "records"), flow("agent", "mail")];
    const parts = (can_send_external: boolean | null) => [web, agent({ can_send_external }), personal, mail];
    expect(told("PATH-01", parts(true), drawn)).toEqual(["agent open: web > agent"]);
    expect(told("PATH-01", parts(false), drawn)).toEqual([]);
    expect(told("PATH-01", parts(null), drawn)).toEqual([
      "agent needs_answer: web > agent; agent element.can_send_external",
    ]);
  });
});

describe("untrusted input that reaches a tool that writes", () => {
  const tool = (facts: Element["attributes"]) => element("tool", "tool_mcp_server", facts);
  const writes = tool({ write_access: true });
  const flows = [flow("web", "agent"), flow("agent", "tool")];

  test("is found where nobody approves, and not where an agent must ask or a reviewer stands between", () => {
    expect(told("PATH-02", [web, agent({ human_approval: false }), writes], flows)).toEqual([
      "tool open: web > agent > tool",
    ]);
    expect(told("PATH-02", [web, agent({ human_approval: true }), writes], flows)).toEqual([]);
    const checked = [flow("web", "agent"), flow("agent", "clerk"), flow("clerk", "tool")];
    for (const type of ["human_reviewer", "output_guardrail"])
      expect(told("PATH-02", [web, agent({}), element("clerk", type), writes], checked)).toEqual([]);
    const reads = tool({ write_access: false, irreversible: false, handles_money: false });
    expect(told("PATH-02", [web, agent({ human_approval: false }), reads], flows)).toEqual([]);
  });

  test("asks whether somebody approves, and whether the tool writes", () => {
    expect(told("PATH-02", [web, agent({}), writes], flows)).toEqual([
      "tool needs_answer: web > agent > tool; agent element.human_approval",
    ]);
    expect(told("PATH-02", [web, agent({ human_approval: false }), tool({})], flows)).toEqual([
      "tool needs_answer: web > agent > tool; tool element.handles_money; tool element.irreversible; tool element.write_access",
    ]);
  });

  test("is found where the tool itself brings the untrusted content", () => {
    const both = tool({ write_access: true, returns_external_content: true });
    expect(
      told(
        "PATH-02",
        [agent({ human_approval: false, reads_untrusted_content: false }), both],
        [flow("agent", "tool")],
      ),
    ).toEqual(["tool open: tool > agent > tool"]);
    expect(told("PATH-02", [both], [])).toEqual([]);
  });
});

describe("model output that something runs or shows", () => {
  const shows = element("app", "application_backend", { renders_model_output: true });

  test("is found where no output guardrail checks it", () => {
    expect(told("PATH-03", [model, shows], [flow("app", "model")])).toEqual(["app open: model > app"]);
    const guarded = [flow("app", "model"), flow("model", "guard"), flow("guard", "app")];
    expect(told("PATH-03", [model, element("guard", "output_guardrail"), shows], guarded)).toEqual([]);
    const harmless = {
      renders_model_output: false,
      executes_model_output: false,
      builds_queries_from_output: false,
    };
    expect(
      told("PATH-03", [model, element("app", "application_backend", harmless)], [flow("app", "model")]),
    ).toEqual([]);
    expect(told("PATH-03", [model, agent({})], [flow("agent", "model")])).toEqual([
      "agent needs_answer: model > agent; agent element.can_execute_code",
    ]);
  });
});

describe("what a model wrote", () => {
  const memory = (facts: Element["attributes"]) => element("memory", "memory_store", facts);
  const writer = element("writer", "agent_orchestrator", {
    can_write: false,
    can_send_external: false,
    can_execute_code: false,
  });
  const strong = agent({ can_write: true });
  const flows = [flow("writer", "memory"), flow("memory", "agent")];

  test("is found where another user or a more privileged agent reads it", () => {
    expect(told("PATH-04", [memory({ written_by_model: true, shared_between_users: true })], [])).toEqual([
      "memory open: memory",
    ]);
    const own = memory({ written_by_model: true, shared_between_users: false });
    expect(told("PATH-04", [writer, own, strong], flows)).toEqual(["memory open: memory > agent"]);
    expect(told("PATH-04", [writer, own], [flow("writer", "memory")])).toEqual([]);
    expect(told("PATH-04", [memory({ written_by_model: false, shared_between_users: true })], [])).toEqual(
      [],
    );
    expect(told("PATH-04", [memory({ shared_between_users: true })], [])).toEqual([
      "memory needs_answer: memory; memory element.written_by_model",
    ]);
  });

  test("into an index is told from a question by the flow that leads on from the index", () => {
    const index = element("index", "rag_vector_store", { multi_tenant: true });
    expect(told("PATH-04", [writer, index, app], [flow("writer", "index"), flow("index", "app")])).toEqual([
      "index open: index",
    ]);
    expect(told("PATH-04", [writer, index], [flow("writer", "index")])).toEqual([]);
  });
});

describe("a decision with much at stake", () => {
  const grave = element("model", "llm_endpoint_hosted", { use_case_stakes: "high" });
  const clerk = (facts: Element["attributes"]) => element("clerk", "human_reviewer", facts);
  const flows = [flow("model", "clerk")];

  test("is found where one person takes it by the AI's word alone", () => {
    const lone = clerk({ sole_control: true, sees_independent_evidence: false });
    expect(told("PATH-05", [grave, lone], flows)).toEqual(["clerk open: model > clerk"]);
    expect(told("PATH-05", [grave, clerk({ sole_control: false })], flows)).toEqual([]);
    expect(
      told("PATH-05", [grave, clerk({ sole_control: true, sees_independent_evidence: true })], flows),
    ).toEqual([]);
    expect(
      told("PATH-05", [element("model", "llm_endpoint_hosted", { use_case_stakes: "low" }), lone], flows),
    ).toEqual([]);
    expect(told("PATH-05", [grave, lone], [])).toEqual([]);
  });

  test("asks, unless the drawing shows a second person or evidence that no model touched", () => {
    expect(told("PATH-05", [grave, clerk({})], flows)).toEqual([
      "clerk needs_answer: model > clerk; clerk element.sees_independent_evidence; clerk element.sole_control",
    ]);
    const second = element("second", "human_reviewer", { sole_control: false });
    expect(told("PATH-05", [grave, clerk({}), second], [...flows, flow("clerk", "second")])).toEqual([]);
    const file = element("file", "external_data_source");
    expect(
      told("PATH-05", [grave, clerk({ sole_control: true }), file], [...flows, flow("file", "clerk")]),
    ).toEqual([]);
  });
});

describe("a way around the input guardrail", () => {
  const user = element("user", "end_user");
  const guard = element("guard", "input_guardrail");
  const mobile = element("mobile", "application_backend");
  const guarded = [flow("user", "app"), flow("app", "guard"), flow("guard", "model")];

  test("is found where another path has one", () => {
    const around = [...guarded, flow("user", "mobile"), flow("mobile", "model")];
    expect(told("PATH-06", [user, app, guard, model, mobile], around)).toEqual([
      "model open: user > mobile > model",
    ]);
    expect(told("PATH-06", [user, app, guard, model], guarded)).toEqual([]);
    expect(told("PATH-06", [user, app, model], [flow("user", "app"), flow("app", "model")])).toEqual([]);
  });

  test("is none where the guardrail is asked on the side", () => {
    const aside = [
      flow("user", "app"),
      { ...flow("app", "guard"), bidirectional: true },
      flow("app", "model"),
    ];
    expect(told("PATH-06", [user, app, guard, model], aside)).toEqual([]);
    const straight = [...aside, flow("user", "model")];
    expect(told("PATH-06", [user, app, guard, model], straight)).toEqual(["model open: user > model"]);
  });
});

describe("logs and feedback that flow back", () => {
  const logs = element("logs", "log_trace_store");
  const data = element("data", "training_dataset");
  const index = element("index", "rag_vector_store");
  const intake = (quarantine: boolean | null) => element("intake", "document_ingestion", { quarantine });
  const flows = [flow("logs", "intake"), flow("intake", "index")];

  test("into training or an index are found where nothing filters them", () => {
    expect(told("PATH-07", [logs, data], [flow("logs", "data")])).toEqual(["data open: logs > data"]);
    expect(told("PATH-07", [logs, intake(false), index], flows)).toEqual([
      "index open: logs > intake > index",
    ]);
    expect(told("PATH-07", [logs, intake(true), index], flows)).toEqual([]);
    expect(told("PATH-07", [logs, intake(null), index], flows)).toEqual([
      "index needs_answer: logs > intake > index; intake element.quarantine",
    ]);
    const screened = [flow("logs", "screen"), flow("screen", "data")];
    expect(told("PATH-07", [logs, element("screen", "human_reviewer"), data], screened)).toEqual([]);
  });

  test("count feedback of users into training, not the questions they ask of an index", () => {
    const user = element("user", "end_user");
    expect(told("PATH-07", [user, app, data], [flow("user", "app"), flow("app", "data")])).toEqual([
      "data open: user > app > data",
    ]);
    expect(told("PATH-07", [user, app, index], [flow("user", "app"), flow("app", "index")])).toEqual([]);
  });
});

describe("secrets in reach of an agent that reads untrusted content", () => {
  const vault = (reachable_by_agent: boolean | null) =>
    element("vault", "secrets_store", { reachable_by_agent });
  const reads = agent({ reads_untrusted_content: true });
  const tool = element("tool", "tool_mcp_server", { returns_external_content: false });
  const flows = [flow("agent", "tool"), flow("vault", "tool")];

  test("are found along its tools, whichever way the flow to the secrets was drawn", () => {
    const [found] = finds("PATH-08", [reads, tool, vault(null)], flows);
    expect(found).toMatchObject({ elementId: "vault", status: "open" });
    expect(found?.ways[1]?.elements).toEqual(["agent", "tool", "vault"]);
    expect(told("PATH-08", [agent({ reads_untrusted_content: false }), tool, vault(null)], flows)).toEqual(
      [],
    );
    expect(told("PATH-08", [agent({}), tool, vault(null)], flows)).toEqual([
      "vault needs_answer: agent; agent element.reads_untrusted_content",
    ]);
  });

  test("are surely found where a flow carries untrusted content to the agent, whatever was not said of the agent", () => {
    const told8 = told(
      "PATH-08",
      [agent({}), tool, vault(null), app],
      [...flows, flow("app", "agent", { carries_untrusted_content: true })],
    );
    expect(told8).toEqual(["vault open: agent"]);
  });

  test("follow what was said of the secrets before what was drawn", () => {
    expect(told("PATH-08", [reads, tool, vault(false)], flows)).toEqual([]);
    expect(told("PATH-08", [reads, vault(true)], [])).toEqual(["vault open: agent"]);
    expect(told("PATH-08", [reads, vault(null)], [])).toEqual([]);
  });
});
