import { deflateRawSync, gzipSync, zstdCompressSync } from "node:zlib";
import { PublicError } from "@/lib/platform/errors/public-error";
import { type Random, randomFrom } from "@/tests/support/random-from";
import { lines, resultsIn } from "@/tests/support/results";
import { zipOf } from "@/tests/support/zip-of";

const samples: readonly string[] = [
  lines(
    { entry_type: "start_run setup", "plugins.target_name": "x" },
    ...Array.from({ length: 20 }, (_, i) => ({
      ...{
        entry_type: "attempt",
        uuid: `${i}`,
        status: 2,
        probe_classname: "dan.DAN",
        detector_results: { d: [i % 2] },
      },
    })),
    {
      entry_type: "eval",
      probe: "dan.DAN",
      detector: "d",
      passed: 10,
      fails: 10,
      nones: 0,
      total_evaluated: 20,
    },
    { entry_type: "completion", end_time: "x" },
  ),
  lines({
    probe: "a.A",
    detector: "d",
    score: 1,
    run_id: "r",
    attempt_id: "a",
    attempt_idx: 0,
    generator: "g",
  }),
  JSON.stringify({
    evalId: "e",
    results: {
      version: 3,
      results: [{ success: true, provider: { id: "x" }, metadata: { pluginId: "pii" } }],
      stats: { successes: 1 },
    },
  }),
  JSON.stringify({
    bytes_scanned: 1,
    issues: [],
    checks: [{ name: "n", status: "failed" }],
    files_scanned: 1,
  }),
  JSON.stringify([
    {
      conversation_id: "c",
      role: "assistant",
      original_value: "x",
      scores: [{ score_value: "true", score_type: "true_false" }],
    },
  ]),
  JSON.stringify({
    attack_results: { a: [{ attack_result_id: "1", outcome: "success" }] },
    scenario_run_state: "COMPLETED",
    scenario_identifier: {},
  }),
  "id,role,conversation_id,sequence,original_value,scores\n1,assistant,c,0,x,\"[{'score_value': 'true'}]\"\n",
  JSON.stringify({
    version: 2,
    status: "success",
    eval: { task: "t", model: "m" },
    results: {},
    samples: [{ id: 1, scores: { s: { value: "C" } } }],
  }),
  JSON.stringify({
    version: "2.1.0",
    runs: [{ tool: { driver: { name: "n", rules: [{ id: "a" }] } }, results: [{ ruleId: "a" }] }],
  }),
  '<testsuites><testsuite name="s"><testcase classname="c" name="n"><failure>x</failure></testcase></testsuite></testsuites>',
];

const wrong: readonly string[] = [
  ...[
    "null",
    "true",
    "-1",
    "1e999",
    "NaN",
    "-Infinity",
    '""',
    '"\\u0000"',
    '"\\ud800"',
    '"\u202e\u001b[2J"',
    "[]",
    "{}",
    "[[null]]",
  ],
  ...[
    '{"__proto__":{"x":1}}',
    '{"toString":1}',
    '"=cmd|1"',
    `"${"x".repeat(100_000)}"`,
    "9007199254740993",
    '"true"',
  ],
];

const one = <T>(list: readonly T[], random: Random): T => list[random(list.length)] as T;

/** Makes a file worse in one way. */
const spoilers: Record<string, (text: string, random: Random) => string | Buffer> = {
  "cut short": (text, random) => text.slice(0, random(text.length)),
  "a byte changed": (text, random) => {
    const bytes = Buffer.from(text);
    for (let i = 0; i <= random(4); i += 1) bytes[random(bytes.length)] = random(256);
    return bytes;
  },
  "a value of another type": (text, random) => {
    const values = [...text.matchAll(/(?<=[:,[]\s*)("(?:[^"\\]|\\.)*"|-?\d+|true|false|null)/g)];
    const at = values.length > 0 ? one(values, random) : undefined;
    return at
      ? text.slice(0, at.index) + one(wrong, random) + text.slice(at.index + at[0].length)
      : `${text}${one(wrong, random)}`;
  },
  "nested deep": (text, random) => {
    const [open, close] = one(
      [
        ["[", "]"],
        ['{"a":', "}"],
        ["<a>", "</a>"],
      ] as const,
      random,
    );
    const depth = 10 ** (1 + random(5));
    return text.replace(/[:>]/, (found) => `${found}${open.repeat(depth)}0${close.repeat(depth)},`);
  },
  "a huge line": (text, random) =>
    text.replace(/["n]/, (found) => `${found}${"y".repeat(10 ** (4 + random(3)))}`),
  repeated: (text, random) => text.repeat(1 + random(300)),
  "keys lost": (text, random) =>
    text.replaceAll(
      `"${one(["status", "probe_classname", "success", "eval", "ruleId", "classname", "outcome"], random)}"`,
      '"k"',
    ),
  "encodings mixed": (text, random) => {
    const cut = random(text.length);
    const encoding = one(["utf16le", "latin1", "utf8"] as const, random);
    const mark = one(["", "\uFEFF"], random);
    return Buffer.concat([
      Buffer.from(mark + text.slice(0, cut), "utf8"),
      Buffer.from(`é${text.slice(cut)}`, encoding),
    ]);
  },
  "in UTF-16 and cut": (text, random) =>
    Buffer.from(`\uFEFF${text}`, "utf16le").subarray(0, 3 + random(text.length)),
  "packed and damaged": (text, random) => {
    const bytes = gzipSync(text.repeat(20));
    bytes[random(bytes.length)] = random(256);
    return bytes.subarray(0, 20 + random(bytes.length));
  },
  "a bomb of gzip": (text, random) =>
    gzipSync(text + one([" ", "\n", "[", '"', "{}\n"], random).repeat(8_000_000)),
  "an archive": (text, random) => {
    const [method, pack] = one(
      [
        [0, (b: Buffer) => b],
        [8, deflateRawSync],
        [93, zstdCompressSync],
        [99, (b: Buffer) => b],
      ] as const,
      random,
    );
    const filling = one([text, `[${text}`, " ".repeat(6_000_000)], random);
    const archive = zipOf(
      { "../../header.json": text, "header.json": text, "summaries.json": filling },
      method,
      pack,
    );
    if (random(2) === 0) archive[random(archive.length)] = random(256);
    return archive.subarray(0, random(3) === 0 ? random(archive.length) : archive.length);
  },
  "a document type": (text) => `<!DOCTYPE t [<!ENTITY a "${"a".repeat(1_000)}">]>${text}`,
  noise: (_text, random) => Buffer.from(Array.from({ length: 1 + random(5_000) }, () => random(256))),
};

/** One generated file: what was done to which sample, so that it can be made again. */
function hostileFile(seed: number): { how: string; bytes: Buffer } {
  const random = randomFrom(seed);
  const how = one(Object.keys(spoilers), random);
  const spoilt = spoilers[how]?.(one(samples, random), random) ?? "";
  return { how: `seed ${seed}: ${how}`, bytes: Buffer.from(spoilt) };
}

/**
 * Reads a generated file and returns what came of it: it was read, or refused in words. Any other error is thrown, and so is a
 * count that no file could mean.
 */
export async function readHostile(seed: number): Promise<{ how: string; outcome: "read" | "refused" }> {
  const { how, bytes } = hostileFile(seed);
  try {
    const read = await resultsIn(bytes);
    const wrongCounts = Object.values(read.counts).some((count) => !Number.isSafeInteger(count) || count < 0);
    if (wrongCounts) throw new Error(`${how}: ${JSON.stringify(read.counts)}`);
    return { how, outcome: "read" };
  } catch (error) {
    if (!(error instanceof PublicError)) throw new Error(how, { cause: error });
    if (error.message.length > 2_000)
      throw new Error(`${how}: a refusal of ${error.message.length} characters`);
    return { how, outcome: "refused" };
  }
}
