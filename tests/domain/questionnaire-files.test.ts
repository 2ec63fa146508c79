import { describe, expect, test } from "vitest";
import { fileLimits, readYaml } from "@/lib/domain/assessments/templates/files/read";
import { writeYaml } from "@/lib/domain/assessments/templates/files/write";
import { shippedTemplates } from "@/lib/domain/assessments/templates/shipped";
import { smallQuestionnaire as small } from "@/tests/support/questionnaires";

describe("a questionnaire as a YAML file", () => {
  test.each(shippedTemplates().map((one) => [one.key, one] as const))(
    "%s is written and read again with the same content, and written again byte for byte",
    (_key, template) => {
      const text = writeYaml(template);
      const read = readYaml(text);
      expect("draft" in read && read.draft).toEqual(template);
      expect("draft" in read && writeYaml(read.draft)).toBe(text);
    },
  );

  test("says the same in the same words whatever order its keys came in", () => {
    const one = readYaml(small());
    const other = readYaml(small().replace('version: 1\ntitle: "Small"', 'title: "Small"\nversion: 1'));
    if (!("draft" in one && "draft" in other)) throw new Error("Not read.");
    expect(writeYaml(one.draft)).toBe(writeYaml(other.draft));
  });

  test("keeps text that looks like something else: a number, a date, no, line breaks, a colon", () => {
    const read = readYaml(small());
    if (!("draft" in read)) throw new Error("Not read.");
    for (const title of [
      "1e3",
      "2026-11-26",
      "no",
      "null",
      "~",
      "a: b # c",
      "two\n\nlines\n  in",
      "'\"\\",
      "東京 👩🏽‍🔬",
    ]) {
      const again = readYaml(writeYaml({ ...read.draft, title }));
      expect("draft" in again && again.draft.title).toBe(title);
    }
  });

  test("may be half written; what it lacks is not a fault of the file", () => {
    const read = readYaml("key: half\nversion: 1\ntitle: Half\npurpose: ''\nsections: []\n");
    expect("draft" in read && read.draft.title).toBe("Half");
  });
});

describe("a hostile file is refused with the line and what to do", () => {
  const bomb = `a: &a [x, x]\n${Array.from({ length: 30 }, (_, at) => `b${at}: &b${at} [*${at ? `b${at - 1}` : "a"}, *${at ? `b${at - 1}` : "a"}]`).join("\n")}\n`;
  test.each([
    ["a bomb of anchors", bomb, 1, "Anchors and aliases"],
    ["an alias to nothing", "title: *gone\n", 1, "Anchors and aliases"],
    ["an anchor alone", 'key: a\ntitle: &t "Title"\n', 2, "Anchors and aliases"],
    ["a key that is there twice", `${small()}title: "Again"\n`, 20, "there twice"],
    [
      "a key twice within a question",
      small().replace("kind: yes-no, label", "kind: yes-no, kind: date, label"),
      17,
      "there twice",
    ],
    ["a tag", 'title: !!binary "aGk="\n', 1, "Tags"],
    ["a tag of a program", 'title: !!js/function "() => 1"\n', 1, "Tags"],
    ["brackets without end", "[".repeat(100_000), 1, "nested"],
    ["lists within lists", `${"- ".repeat(5_000)}x\n`, 1, "nested"],
    [
      "maps within maps",
      Array.from({ length: 400 }, (_, at) => `${" ".repeat(at)}a:`).join("\n"),
      fileLimits.depth + 1,
      "nested",
    ],
    ["too long a file", `title: "${"x".repeat(fileLimits.characters)}"`, 1, "longer than 500,000"],
    ["two documents", `${small()}---\nkey: b\n`, 20, "several documents"],
    ["what is no YAML", 'title: "open\n', 2, "not YAML"],
    ["nothing", "", 1, "The file"],
    ["a list", "- a\n- b\n", 1, "The file"],
    [
      "a field that there is not",
      small().replace('title: "One"', 'title: "One"\n    colour: red'),
      16,
      "colour",
    ],
    ["a prototype", "__proto__: { polluted: true }\n", 1, ""],
    [
      "a kind that there is not",
      small().replace('kind: yes-no, label: "Is it?"', 'kind: essay, label: "Is it?"'),
      17,
      "",
    ],
    ["a number without end", small().replace("weight: 0.5", "weight: .inf"), 19, ""],
    ["a character that cannot be stored", small().replace('"Small"', '"Sm\\0all"'), 4, "cannot be stored"],
  ])("%s", (_what, text, line, words) => {
    const started = process.cpuUsage();
    const read = readYaml(text);
    if (!("problems" in read)) throw new Error("It was read.");
    const [first] = read.problems;
    expect([first?.line, read.problems.map(({ message }) => message).join(" ")]).toEqual([
      line,
      expect.stringContaining(words),
    ]);
    expect(process.cpuUsage(started).user).toBeLessThan(2_000_000);
    expect(({} as Record<string, unknown>)["polluted"]).toBeUndefined();
  });
});
