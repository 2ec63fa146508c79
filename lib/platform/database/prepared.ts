import "server-only";
import { createHash } from "node:crypto";

/** A statement as the driver takes it. */
export interface Statement {
  text: string;
  values: unknown[];
  /** Under which the server keeps it prepared. */
  name?: string | undefined;
}

interface Form {
  text: string;
  name: string;
  /** Where lists stand among the values, and how long each is. */
  lists: readonly List[];
}

interface List {
  start: number;
  length: number;
}

// Each connection keeps what it prepared in the server's memory; past these, a statement is sent as a whole each time.
const mostNamed = 500;
const named = new Set<string>();
const forms = new Map<string, Form>();

/**
 * Returns the statement in the form that the server can keep prepared: a list of values travels as one array, so that
 * the text is the same however long the list is, and the text has a name.
 */
export function prepared<S extends Statement>(statement: S): S {
  let form = forms.get(statement.text);
  if (!form) {
    form = formOf(statement.text);
    if (forms.size >= 4 * mostNamed) forms.clear();
    forms.set(statement.text, form);
  }
  return { ...statement, name: form.name, text: form.text, values: folded(statement.values, form.lists) };
}

function formOf(text: string): Form {
  const lists: List[] = [];
  const arrays = text.replace(listOfValues, (whole, not: string | undefined, parameters: string) => {
    const numbers = parameters.split(",").map((parameter) => Number(parameter.slice(1)));
    const first = numbers[0] ?? 0;
    if (numbers.some((number, i) => number !== first + i)) return whole;
    lists.push({ start: first - 1, length: numbers.length });
    return `${not ? "<> ALL" : "= ANY"} ($${first})`;
  });
  lists.sort((a, b) => a.start - b.start);
  const renumbered = arrays.replace(
    /\$(\d+)/g,
    (_, number: string) => `$${numberAfter(Number(number), lists)}`,
  );
  return { text: renumbered, name: nameOf(renumbered), lists };
}

// A list of one is left alone: the server then knows that it is an equality, and an index keeps its order.
const listOfValues = /\b(NOT )?IN \((\$\d+(?:,\$\d+)+)\)/g;

// The rows of an INSERT make a new text for each number of rows.
const severalRows = /^INSERT\b.*\),\s*\(/s;

function nameOf(text: string): string {
  if (severalRows.test(text)) return "";
  const name = createHash("sha256").update(text).digest("base64url");
  if (named.size < mostNamed) named.add(name);
  return named.has(name) ? name : "";
}

function numberAfter(number: number, lists: readonly List[]): number {
  const before = lists.filter(({ start }) => start + 1 < number);
  return before.reduce((moved, { length }) => moved - (length - 1), number);
}

function folded(values: readonly unknown[], lists: readonly List[]): unknown[] {
  const all: unknown[] = [];
  let at = 0;
  for (const { start, length } of lists) {
    all.push(...values.slice(at, start), values.slice(start, start + length));
    at = start + length;
  }
  return all.concat(values.slice(at));
}
