import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { excerptOf } from "@/lib/domain/test-runs/excerpt";
import { redact } from "@/lib/domain/test-runs/redact";
import { visible } from "@/lib/platform/text/visible";

// Put together here, so that no search for secrets takes this file for one.
const made = (...parts: string[]) => parts.join("");
const letters = "aB3dE6gH9kL2nP5rS8uV1xY4zA7cD0fG3iJ6m";

describe("what is taken out of a text before it is kept", () => {
  test.each([
    ["key", made("AK", "IA", "ABCDEFGHIJKL2345")],
    ["key", made("sk", "-proj-", letters)],
    ["key", made("gh", "p_", letters)],
    ["key", made("xo", "xb-", "123456789012-", letters)],
    ["key", made("AI", "za", letters.slice(0, 35))],
    ["token", made("ey", "JhbGciOiJIUzI1NiJ9.", "ey", "JzdWIiOiIxMjM0In0.", letters)],
    ["private key", made("-----BEGIN RSA PRIV", "ATE KEY-----\nMIIEow\n-----END RSA PRIV", "ATE KEY-----")],
    ["e-mail", "maria.muster+shop@mail.example.org"],
    ["e-mail", "jürgen@bücher.example"],
    ["card", "4111 1111 1111 1111"],
    ["card", "378282246310005"],
    ["bank account", "DE89 3704 0044 0532 0130 00"],
    ["bank account", "GB29NWBK60161331926819"],
    ["phone", "+49 30 901820"],
    ["phone", "0043 1 40 400"],
    ["phone", "(030) 901 820 12"],
    ["phone", "212-555-0123"],
  ])("a %s: %s", (kind, secret) => {
    const { text, items, spans } = redact(`Before ${secret} and after.`);
    expect(text).toBe(`Before [${kind}] and after.`);
    expect(items).toEqual({ [kind]: 1 });
    expect(spans).toEqual([{ start: 7, end: 7 + secret.length, kind }]);
  });

  test.each([
    ["Authorization: Bearer abcdef0123456789abcdef", "Authorization: Bearer [token]"],
    ["the password is: hunter22!", "the password is: hunter22!"],
    ["password: hunter22!", "password: [password]"],
    ['{"api_key": "0123456789abcdef"}', '{"api_key": "[password]"}'],
    ["postgres://admin:s3cret@db.internal/app", "postgres://admin:[password]/app"],
  ])("of %s only the secret part", (text, kept) => {
    expect(redact(text).text).toBe(kept);
  });

  test.each([
    ["a card whose check digit does not fit", "4111 1111 1111 1112"],
    ["a bank account whose check digits do not fit", "DE88 3704 0044 0532 0130 00"],
    ["a date and a time", "2026-11-27 12:34:56"],
    ["an id", "018f3a52-7c1d-7e0b-9c3d-2b1a4e5f6a7b"],
    ["a number of an article, a version, a year", "LLM06 0.12.3 in 2025, 12,345 of 67,890"],
    ["a word that begins as a key does", "ask-someone and desk-lamp"],
  ])("%s stays", (_what, text) => {
    expect(redact(text)).toEqual({ text, items: {}, spans: [] });
  });

  test("several are counted by kind, and what overlaps is one", () => {
    const { text, items } = redact("a@b.example, c@d.example; password: a@b.example 4111111111111111");
    expect(text).toBe("[e-mail], [e-mail]; password: [password] [card]");
    expect(items).toEqual({ "e-mail": 2, password: 1, card: 1 });
  });

  test("characters that cannot be seen hide nothing", () => {
    expect(redact("mail ma\u200bria@mail.exam\u2060ple.org now").text).toBe("mail [e-mail] now");
    expect(redact("4111\u200d1111 1111\u200b 1111").text).toBe("[card]");
  });

  test("an organisation adds rules of its own", () => {
    const own = [{ kind: "case number", about: "Case numbers.", pattern: /\bKB-\d{4}\b/g }];
    expect(redact("about KB-1234", own)).toMatchObject({
      text: "about [case number]",
      items: { "case number": 1 },
    });
  });

  test("no text takes long, and the places are those of the text as it was", () => {
    const hard = [
      "eyJ-".repeat(5_000),
      "a.".repeat(20_000),
      "1 ".repeat(20_000),
      "x@".repeat(20_000),
      "-----BEGIN PRIVATE KEY-----".repeat(2_000),
      "DE12 ".repeat(10_000),
    ];
    const started = performance.now();
    for (const text of hard) redact(text);
    expect(performance.now() - started).toBeLessThan(5_000);
    fc.assert(
      fc.property(fc.string({ unit: "binary" }), fc.string({ unit: "binary" }), (before, after) => {
        const text = `${before} maria@mail.example ${after}`;
        const found = redact(text).spans.find(({ kind }) => kind === "e-mail");
        if (found) expect(text.slice(found.start, found.end)).toContain("maria@mail.example");
      }),
    );
  });
});

describe("characters that a screen would obey or hide", () => {
  test.each([
    ["of a terminal", "\u001b[31mred\u001b[0m", "␛[31mred␛[0m"],
    ["of C1", "\u009b31m", "‹U+009B›31m"],
    ["NUL, return and delete", "a\u0000b\rc\u007f", "a␀b␍c␡"],
    ["that turn the direction", "abc\u202edcba\u2066x\u2069", "abc‹U+202E›dcba‹U+2066›x‹U+2069›"],
    ["without a width", "a\u200bb\u200dc\ufeff\u00ad", "a‹U+200B›b‹U+200D›c‹U+FEFF›‹U+00AD›"],
    ["of tags, which spell a hidden text", "a\u{e0041}\u{e007f}", "a‹U+E0041›‹U+E007F›"],
    ["that choose a variant, where many carry a text", "a\u{e0100}b\ufe01", "a‹U+E0100›b‹U+FE01›"],
    ["that are blank letters", "\u3164\u115f\u2800", "‹U+3164›‹U+115F›‹U+2800›"],
    ["halves of a pair", "a\ud800b", "a‹U+D800›b"],
  ])("%s are shown", (_what, text, shown) => {
    expect(visible(text)).toBe(shown);
  });

  test("what people write stays as it is", () => {
    const text = "Zwölf Boxkämpfer,\n\tجملة, 日本語, ❤️ é e\u0301 — “quoted”";
    expect(visible(text)).toBe(text);
  });

  test("what comes out holds none of them and can be stored", () => {
    fc.assert(
      fc.property(fc.string({ unit: "binary" }), (text) => {
        const shown = visible(text);
        expect(shown.isWellFormed()).toBe(true);
        expect(
          shown.replace(/[\n\t]/g, "").replace(/\p{Extended_Pictographic}[\uFE0E\uFE0F]/gu, ""),
        ).not.toMatch(/[\p{Cc}\p{Cf}]/u);
        expect(visible(shown)).toBe(shown);
      }),
    );
  });
});

describe("an excerpt", () => {
  test("is one line of at most 160 characters, redacted before it is cut", () => {
    const long = `${"x ".repeat(75)}maria@mail.example ${"y".repeat(50)}`;
    expect(Array.from(excerptOf(long, 160)).length).toBeLessThanOrEqual(160);
    expect(excerptOf(long, 160)).toMatch(/ \[e-mail\]…$/);
    expect(excerptOf("one\n\n  two\t three", 160)).toBe("one two three");
    expect(excerptOf("\u001b[2J![x](https://evil.example/a.png)", 160)).toBe(
      "␛[2J![x](https://evil.example/a.png)",
    );
  });

  test("cuts no character into halves", () => {
    expect(excerptOf("🙂".repeat(200), 160)).toBe(`${"🙂".repeat(159)}…`);
  });
});
