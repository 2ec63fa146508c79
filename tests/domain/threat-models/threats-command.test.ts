import { execFile } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { promisify } from "node:util";
import { afterAll, describe, expect, test } from "vitest";
import { writeThreatModel } from "@/lib/domain/threat-models/formats/write";
import type { ThreatModel } from "@/lib/domain/threat-models/model";
import { families } from "@/lib/domain/threat-models/schema";
import { ragChatbot, unknownChatbot } from "@/tests/support/rag-chatbot";

const folder = mkdtempSync(path.join(tmpdir(), "plumbline-threats-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** Runs the command where no database can be reached; returns its exit code and what it printed. */
async function threats(...words: string[]) {
  const args = ["--conditions=react-server", "--import", "tsx", "lib/cli/main.ts", "threats", ...words];
  const nowhere = { DATABASE_URL: "postgres://nobody@127.0.0.1:9/none", PLUMBLINE_DATA: "/dev/null" };
  const options = { env: { ...process.env, ...nowhere }, maxBuffer: 50_000_000 };
  const { code, stdout, stderr } = await promisify(execFile)(process.execPath, args, options).then(
    (output) => ({ code: 0, ...output }),
    (error: { code: number; stdout: string; stderr: string }) => error,
  );
  return { code, stdout, output: stdout + stderr };
}

function file(name: string, text: string): string {
  const made = path.join(folder, name);
  writeFileSync(made, text);
  return made;
}

const written = (name: string, model: ThreatModel) => file(name, writeThreatModel(model, "threat-dragon"));

interface Proposed {
  rule_id: string;
  element: string;
  category: string;
  seed_family: string;
  owasp: string[];
  atlas: string[];
  agentic: string[];
  status: string;
}
interface Answer {
  format: string;
  version: string;
  elements: { id: string; name: string; type: string | null }[];
  flows: object[];
  zones: object[];
  imported_threats: object[];
  proposed_threats: Proposed[];
  path_findings: (Proposed & { paths: { elements: string[] }[] })[];
  needs_answer: { element: string | null; fact: string; question: string; rule_ids: string[] }[];
  system: Record<string, boolean | null>;
  warnings: string[];
}

async function answerFor(...words: string[]): Promise<Answer> {
  const { code, stdout, output } = await threats(...words, "--json");
  expect(code, output).toBe(0);
  return JSON.parse(stdout) as Answer;
}

describe("plumbline threats", () => {
  test("prints the parts of a model, what the file says is threatened, and what the rules propose", async () => {
    const model = ragChatbot();
    const answer = await answerFor(written("chatbot.json", model));
    expect(Object.keys(answer)).toEqual([
      "format",
      "version",
      "elements",
      "flows",
      "zones",
      "imported_threats",
      "proposed_threats",
      "path_findings",
      "needs_answer",
      "system",
      "warnings",
    ]);
    expect(answer.format).toBe("threat-dragon");
    expect(answer.version).toMatch(/^2/);
    expect(answer.elements).toEqual(model.elements.map(({ id, name, type }) => ({ id, name, type })));
    expect(answer.flows).toHaveLength(model.flows.length);
    const open = answer.proposed_threats.filter(({ status }) => status === "open");
    for (const { value } of families.slice(0, 6))
      expect(open.some(({ seed_family }) => seed_family === value)).toBe(true);
    expect(
      open.find(({ rule_id, element }) => rule_id === "STRAI-AGT-02" && element === "agent"),
    ).toMatchObject({
      category: "Information disclosure",
      seed_family: "data_leakage",
      owasp: ["LLM02:2026", "LLM03:2026", "LLM01:2026", "LLM02:2025", "LLM06:2025", "LLM01:2025"],
      atlas: ["AML.T0086", "AML.T0085.001", "AML.T0077"],
      agentic: ["ASI02", "ASI01", "T2"],
      because: [{ fact: "element.can_send_external", on: "agent", value: true }],
    });
    expect(
      answer.path_findings.map(({ rule_id, element, status }) => [rule_id, element, status]),
    ).toContainEqual(["PATH-01", "agent", "open"]);
  });

  test("asks where nothing is known, with the question in words, and never finds nothing", async () => {
    const answer = await answerFor(written("unknown.json", unknownChatbot()));
    expect(answer.proposed_threats.some(({ status }) => status === "needs_answer")).toBe(true);
    expect(answer.needs_answer).toContainEqual({
      element: "agent",
      fact: "element.can_send_external",
      question: "agent: Can it send anything outside?",
      rule_ids: ["STRAI-AGT-02", "PATH-01"],
    });
    const nameless = {
      ...unknownChatbot(),
      flows: unknownChatbot().flows.map((one) => ({ ...one, name: "" })),
    };
    const { needs_answer } = await answerFor(written("nameless.json", nameless));
    expect(needs_answer.find(({ fact }) => fact === "flow.encrypted")?.question).toBe(
      "agent to index: Is it encrypted in transit?",
    );
    expect(answer.needs_answer).toContainEqual(
      expect.objectContaining({ element: null, fact: "system.public_content" }),
    );
  });

  test("takes facts of the system from a file, and says where they do not fit the model", async () => {
    const model = written("facts-model.json", ragChatbot());
    const facts = file(
      "facts.json",
      '{"public_content": true, "system.has_agent": "no", "multimodal": null}',
    );
    const answer = await answerFor(model, "--system", facts);
    expect(answer.system).toMatchObject({ public_content: true, has_agent: false, multimodal: null });
    expect(answer.proposed_threats.map(({ rule_id }) => rule_id)).toContain("STRAI-APP-09");
    expect(answer.proposed_threats.flatMap(({ agentic }) => agentic)).toEqual([]);
    expect(answer.warnings.join(" ")).toContain("has_agent was said to be false");
  });

  test("asks the rules of the second tier, and says what is covered, when it is told to", async () => {
    const model = written("deep.json", ragChatbot());
    const usual = await answerFor(model);
    const deep = await answerFor(model, "--deep", "--coverage");
    expect(usual.proposed_threats.map(({ rule_id }) => rule_id)).not.toContain("STRAI-LLM-07");
    expect(deep.proposed_threats.map(({ rule_id }) => rule_id)).toContain("STRAI-LLM-07");
    expect(deep).toHaveProperty("coverage.elements");
    const { output, code } = await threats(model, "--coverage");
    expect(code).toBe(0);
    expect(output).toContain("OWASP Threat Dragon 2");
    expect(output).toMatch(/Proposed: \d+ open, \d+ need an answer; prompt injection \d+/);
    expect(output).toContain("PATH-01 at agent, open: Untrusted input, sensitive data and an exit");
    expect(output).toContain("Asked: agent to index: Does it carry content from untrusted sources?");
    expect(output).toContain("Empty: edition 2026, T16");
  });

  test("says what changed since an earlier state, and keeps what no longer applies to be confirmed", async () => {
    const before = written("before.json", ragChatbot());
    const after = written("after.json", ragChatbot({ agent: { can_send_external: false } }));
    const { drift } = (await answerFor(after, "--since", before)) as Answer & {
      drift: { new: object[]; to_confirm: { rule_id: string; element: string; status: string }[] };
    };
    expect(drift.new).toEqual([]);
    expect(drift.to_confirm.map(({ rule_id, element }) => `${rule_id} ${element}`)).toContain(
      "PATH-01 agent",
    );
    const { output } = await threats(after, "--since", before);
    expect(output).toContain("Changed: agent: can_send_external");
    expect(output).toContain("No longer applies, to be confirmed: STRAI-AGT-02 at agent");
    expect((await threats(after, "--since", after)).output).toContain("Nothing changed since.");
  });

  test("says what is wrong with a file, a fact or the way it was called, and what to do", async () => {
    const model = written("right.json", ragChatbot());
    const wrong = async (code: number, message: string, ...words: string[]) => {
      const found = await threats(...words);
      expect(found.output).toContain(message);
      expect(found.code).toBe(code);
    };
    await wrong(3, "Say which file: threats model.json --json.");
    await wrong(3, "There is no file", path.join(folder, "nowhere.json"));
    const image = path.join(folder, "image.json");
    writeFileSync(image, Buffer.from([0x1b, 0x5b, 0xff, 0x00]));
    await wrong(1, "image.json is no UTF-8 text", image);
    await wrong(1, "no threat model that is known here", file("other.json", '{"a": 1}'));
    await wrong(
      1,
      'There is no fact "colour". There are has_untrusted_content',
      model,
      "--system",
      file("colour.json", '{"colour": true}'),
    );
    await wrong(
      1,
      "has_agent is yes or no",
      model,
      "--system",
      file("words.json", '{"has_agent": "perhaps"}'),
    );
    await wrong(1, "The facts are not JSON", model, "--system", file("broken.json", "{"));
    await wrong(1, "The facts must be one JSON object", model, "--system", file("list.json", "[]"));
    await wrong(1, "is larger than 20 kB", model, "--system", file("long.json", " ".repeat(20_001)));
    const { stdout, code } = await threats(file("empty.json", ""), "--json");
    expect(JSON.parse(stdout)).toMatchObject({ ok: false });
    expect(code).toBe(1);
  });

  test("writes a model in another format, to a file that is not there yet or to standard output", async () => {
    const [model, out] = [written("from.json", ragChatbot()), path.join(folder, "to.json")];
    const { stdout } = await threats(model, "--to", "otm", "--out", out, "--json");
    expect(JSON.parse(stdout)).toMatchObject({ ok: true, file: out, format: "otm" });
    const before = await answerFor(model);
    const after = await answerFor(out);
    expect(after.format).toBe("otm");
    expect({ ...after, format: 0, version: 0 }).toEqual({ ...before, format: 0, version: 0 });
    const shown = await threats(out, "--to", "tm-library");
    expect(JSON.parse(shown.stdout)).toHaveProperty("trust_zones");
    const refused = await threats(model, "--to", "otm", "--out", out);
    expect([refused.code, refused.output]).toEqual([
      3,
      expect.stringContaining("is there already; name another"),
    ]);
    expect((await threats(model, "--to", "visio")).output).toContain(
      "--to takes otm, threat-dragon, tm-library.",
    );
    const picture = path.join(folder, "model.svg");
    expect((await threats(model, "--svg", picture)).code).toBe(0);
    expect(readFileSync(picture, "utf8")).toMatch(/^<svg[\s\S]*<\/svg>\n$/);
    expect((await threats(model, "--out", out)).output).toContain("Say with --to in which format");
  });
});
