import "server-only";

/** Characters that are handed on at a time. */
const atOnce = 64 * 1024;

/**
 * Returns a value as JSON with a margin of one space, in pieces: the text that JSON.stringify would give, without holding all
 * of it. A generator in it is a list whose entries are made while they are written; one without entries is left out with its
 * name.
 */
export function* writeJson(value: object): Generator<string> {
  let piece = "";
  for (const part of written(value, "\n")) {
    piece += part;
    if (piece.length < atOnce) continue;
    yield piece;
    piece = "";
  }
  yield piece;
}

// `line` is the end of a line with the margin of the next.
function* written(value: unknown, line: string): Generator<string> {
  if (typeof value !== "object" || value === null) yield JSON.stringify(value ?? null);
  else if (Symbol.iterator in value) yield* listed(value as Iterable<unknown>, line);
  else yield* members(value, line);
}

function* listed(entries: Iterable<unknown>, line: string): Generator<string> {
  let before = "[";
  for (const entry of entries) {
    yield `${before}${line} `;
    yield* written(entry, `${line} `);
    before = ",";
  }
  yield before === "[" ? "[]" : `${line}]`;
}

function* members(record: object, line: string): Generator<string> {
  let before = "{";
  for (const [name, given] of Object.entries(record)) {
    const value = isGenerator(given) ? begun(given) : given;
    if (value === undefined) continue;
    yield `${before}${line} ${JSON.stringify(name)}: `;
    yield* written(value, `${line} `);
    before = ",";
  }
  yield before === "{" ? "{}" : `${line}}`;
}

function isGenerator(value: unknown): value is Generator<unknown> {
  return typeof value === "object" && value !== null && "next" in value && Symbol.iterator in value;
}

// The entries, or nothing where there are none.
function begun(entries: Generator<unknown>): Iterable<unknown> | undefined {
  const first = entries.next();
  if (first.done) return undefined;
  return (function* () {
    yield first.value;
    yield* entries;
  })();
}
