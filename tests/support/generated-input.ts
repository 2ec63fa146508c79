import fc from "fast-check";
import * as z from "zod";

/** Values that attackers and broken clients send where something else belongs. */
const hostile: readonly unknown[] = [
  "\u0000",
  "a\u0000b",
  "\ud800",
  "x\udfff",
  "\u202egnp.exe",
  "x".repeat(900_000),
  "",
  "   ",
  "=1+1",
  "<script>alert(1)</script>",
  "' or 1=1 --",
  "{{7*7}}",
  "../../etc/passwd",
  null,
  true,
  false,
  -1,
  0,
  1e308,
  2 ** 53,
  -(2 ** 31) - 1,
  2 ** 31,
  1.5,
  [],
  [[]],
  [null],
  ["a", "a"],
  {},
  { contains: "a" },
  { set: "x" },
  { increment: 1 },
  { not: null },
  { __proto__: null, constructor: 1 },
  "2026-02-30",
  "0000-00-00",
  "9999-12-31",
  "10000-01-01",
  "2026-03-29T02:30:00",
  "00000000-0000-0000-0000-000000000000",
  "not-a-uuid",
  "__proto__",
  "constructor",
  "toString",
];

type Input = Record<string, unknown>;

/**
 * Returns bodies for an operation, made from its shape around one that is known to fit: as many that a client could
 * well send as broken ones (a field of the wrong kind, one too many, one missing). References stay those of `sample`.
 */
export function generatedInputs(shape: z.ZodType, sample: Input, times: number, seed: number): Input[] {
  const fields = Object.entries(shape instanceof z.ZodObject ? shape.shape : {}) as [string, z.ZodType][];
  const kept = new Set(["id", "version", ...fields.flatMap(([key, field]) => (isLink(field) ? [key] : []))]);
  const sound = fc
    .record(
      Object.fromEntries(
        fields.flatMap(([key, field]) => (kept.has(key) ? [] : [[key, arbitraryOf(field)]])),
      ),
      { requiredKeys: [] },
    )
    .map((made) => ({ ...sample, ...made }));
  const spoil = fc.record({
    key: fc.constantFrom(...Object.keys(sample), "none"),
    value: fc.constantFrom(...hostile),
    drop: fc.boolean(),
  });
  const broken = fc.tuple(sound, fc.array(spoil, { minLength: 1, maxLength: 3 })).map(([made, spoils]) =>
    spoils.reduce<Input>((body, { key, value, drop }) => {
      const { [key]: _gone, ...rest } = body;
      return drop && value === null ? rest : { ...rest, [key]: value };
    }, made),
  );
  return fc.sample(fc.oneof(sound, broken), { numRuns: times, seed });
}

// Ids name records that have to exist; what a foreign one is answered with is tested by the stranger.
function isLink(field: z.ZodType): boolean {
  const bare = unwrapped(field);
  if (bare instanceof z.ZodArray) return isLink(bare.element as z.ZodType);
  return bare.safeParse("0198b0c2-7e00-7000-8000-000000000000").success && !bare.safeParse("words").success;
}

const written = fc.oneof(
  fc.string({ unit: "grapheme", minLength: 1, maxLength: 120 }),
  fc.string({ unit: "binary", minLength: 1, maxLength: 200 }),
  fc.constantFrom(
    "Ἀθήνα, Łódź, Дніпро, 東京, العربية",
    "👩🏽‍🔬 tested ✓ – naïve café",
    "line one\nline two\r\n\tindented",
    "=cmd|' /C calc'!A0",
    "<img src=x onerror=alert(1)> & \"quotes\" 'too'",
    "null",
    "1e5",
    "\u200bzero width\u200d",
  ),
  fc.string({ minLength: 150, maxLength: 4_500 }),
);

// A string may have to be a date, a key or an address: of these kinds those are used that the field takes.
const kinds = [
  written,
  fc.uuid(),
  fc
    .integer({ min: 1, max: 900 })
    .map((days) => new Date(Date.now() + days * 86_400_000).toISOString().slice(0, 10)),
  fc
    .date({ min: new Date("2000-01-01"), max: new Date("2100-01-01"), noInvalidDate: true })
    .map((date) => date.toISOString()),
  fc.emailAddress(),
  fc.stringMatching(/^[a-z][a-z0-9-]{2,20}$/),
  fc.constantFrom("register.risks", "security", "https://example.com/a?b=c"),
];

function textOf(field: z.ZodType): fc.Arbitrary<unknown> {
  const fitting = kinds.filter((kind) =>
    fc
      .sample(kind as fc.Arbitrary<string>, { numRuns: 12, seed: 7 })
      .some((value) => field.safeParse(value).success),
  );
  return fc.oneof(...(fitting.length > 0 ? fitting : [written]));
}

function arbitraryOf(field: z.ZodType, depth = 0): fc.Arbitrary<unknown> {
  if (field instanceof z.ZodNullable)
    return fc.option(arbitraryOf(field.unwrap() as z.ZodType, depth), { nil: null });
  const bare = unwrapped(field);
  if (bare !== field) return arbitraryOf(bare, depth);
  if (bare instanceof z.ZodEnum) return fc.constantFrom(...bare.options);
  if (bare instanceof z.ZodLiteral) return fc.constantFrom(...bare.values);
  if (bare instanceof z.ZodBoolean) return fc.boolean();
  if (bare instanceof z.ZodNumber) return numberOf(bare);
  if (bare instanceof z.ZodArray)
    return fc.array(arbitraryOf(bare.element as z.ZodType, depth + 1), { maxLength: depth > 1 ? 2 : 4 });
  if (bare instanceof z.ZodUnion)
    return fc.oneof(...bare.options.map((option) => arbitraryOf(option as z.ZodType, depth + 1)));
  if (bare instanceof z.ZodRecord)
    return fc.dictionary(fc.string({ maxLength: 20 }), arbitraryOf(bare.valueType as z.ZodType, depth + 1), {
      maxKeys: 3,
    });
  if (bare instanceof z.ZodObject)
    return fc.record(
      Object.fromEntries(
        Object.entries(bare.shape as Record<string, z.ZodType>).map(([key, one]) => [
          key,
          arbitraryOf(one, depth + 1),
        ]),
      ),
    );
  if (bare instanceof z.ZodString || bare instanceof z.ZodStringFormat) return textOf(bare);
  return fc.constantFrom(...hostile.filter((value) => typeof value !== "string"));
}

function numberOf(field: z.ZodNumber): fc.Arbitrary<number> {
  const limit = (value: number | null, other: number) =>
    value === null || !Number.isFinite(value) ? other : Math.max(-(2 ** 31), Math.min(2 ** 31 - 1, value));
  const [min, max] = [limit(field.minValue, -1_000), limit(field.maxValue, 1_000)];
  if (field.isInt) return fc.integer({ min: Math.ceil(min), max: Math.floor(Math.max(min, max)) });
  return fc.double({ min, max, noNaN: true });
}

function unwrapped(field: z.ZodType): z.ZodType {
  if (field instanceof z.ZodOptional || field instanceof z.ZodDefault || field instanceof z.ZodNullable)
    return unwrapped(field.unwrap() as z.ZodType);
  return field;
}
