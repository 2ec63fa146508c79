import fc from "fast-check";
import { expect, test } from "vitest";
import { writeJson } from "@/lib/platform/json/write-json";

test("JSON in pieces is the text that JSON.stringify gives, whatever it holds", () => {
  fc.assert(
    fc.property(fc.jsonValue(), fc.array(fc.jsonValue(), { minLength: 1 }), (value, list) => {
      const entries = function* () {
        yield* list;
      };
      const pieces = [
        ...writeJson({ value, none: undefined, list: entries(), inner: [{ list: entries() }] }),
      ];
      const whole = { value, none: undefined, list, inner: [{ list }] };
      expect(pieces.join("")).toBe(JSON.stringify(whole, null, 1));
    }),
  );
});

test("a list that is made while it is written comes in pieces, and is left out where nothing is in it", () => {
  let made = 0;
  const entries = function* (count: number) {
    for (made = 1; made <= count; made += 1) yield { text: "x".repeat(1_000), made };
  };
  const pieces = writeJson({ list: entries(1_000), more: entries(0) });
  const first = pieces.next().value ?? "";
  expect([first.length < 100_000, made < 100]).toEqual([true, true]);
  const read = JSON.parse([first, ...pieces].join(""));
  expect([Object.keys(read), read.list.length, read.list[999].made]).toEqual([["list"], 1_000, 1_000]);
});
