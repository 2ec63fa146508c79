import { expect, test } from "vitest";
import { mentionAt, stillNamed, withMention } from "@/components/form/mentions";

const anna = { name: "Anna Kowalska" };

test.each([
  ["@", 1, { from: 0, words: "" }],
  ["Ask @Ann", 8, { from: 4, words: "Ann" }],
  ["Ask @Anna Kow", 13, { from: 4, words: "Anna Kow" }],
  ["(@ann", 5, { from: 1, words: "ann" }],
  ["Ask @Ann and others", 8, { from: 4, words: "Ann" }],
])("in “%s” somebody begins to name a person", (text, caret, found) => {
  expect(mentionAt(text, caret, [])).toEqual(found);
});

test.each([
  ["Write to anna@plumbline.example", 31],
  ["Nobody", 6],
  ["@Ann\nNext line", 14],
])("in “%s” nobody does", (text, caret) => {
  expect(mentionAt(text, caret, [])).toBeNull();
});

test("what follows a name that is finished is no mention any more", () => {
  expect(mentionAt("@Anna Kowalska please look", 26, [anna])).toBeNull();
});

test("a mention is finished by the whole name, and the text after it stays", () => {
  expect(withMention("Ask @Ann, today", { from: 4, words: "Ann" }, anna.name)).toEqual({
    text: "Ask @Anna Kowalska, today",
    caret: 18,
  });
  expect(withMention("Ask @Ann today", { from: 4, words: "Ann" }, anna.name).text).toBe(
    "Ask @Anna Kowalska today",
  );
});

test("whose name is taken out of the text is told no more", () => {
  expect(stillNamed("Ask @Anna Kowalska", [anna])).toEqual([anna]);
  expect(stillNamed("Ask @Anna", [anna])).toEqual([]);
});
