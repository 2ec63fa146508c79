import "server-only";
import { type CST, isAlias, LineCounter, Parser, parseDocument, visit } from "yaml";

/** What a YAML text may be at most: characters, and levels of nesting. */
export interface YamlLimits {
  characters: number;
  depth: number;
}

/** What is wrong with a file, on which line of it. */
export interface LineProblem {
  line: number;
  message: string;
}

/** A YAML text that was read: what it says, and the line on which a path in it is written. */
interface GuardedYaml {
  value: unknown;
  lineOf(path: readonly PropertyKey[]): number;
}

/**
 * Returns what a YAML text says, or what is wrong with it and on which line. One that is too large or too deep, or that
 * repeats itself by anchors, is refused before it is unfolded; a key that is there twice and a tag are refused too.
 */
export function readGuardedYaml(
  text: string,
  limits: YamlLimits,
): { read: GuardedYaml } | { problems: LineProblem[] } {
  if (text.length > limits.characters)
    return refused(1, `The file is longer than ${limits.characters.toLocaleString("en")} characters.`);
  const nested = `It is nested more than ${limits.depth} levels deep.`;
  const deep = openedWithoutEnd(text);
  if (deep !== null) return refused(lineIn(text, deep), nested);
  const found = firstRefused([...new Parser().parse(text)], limits.depth, nested);
  if (found) return refused(lineIn(text, found.offset), found.message);
  const lines = new LineCounter();
  const document = parseDocument(text, { lineCounter: lines, uniqueKeys: true, prettyErrors: false });
  const [first] = [...document.errors, ...document.warnings];
  if (first) return refused(lineAt(lines, first.pos[0]), wordsOf(first));
  const problems: LineProblem[] = [];
  visit(document, {
    Node(_key, node) {
      const line = lineAt(lines, node.range?.[0] ?? 0);
      if (isAlias(node) || ("anchor" in node && node.anchor)) problems.push({ line, message: noAliases });
      else if (node.tag) problems.push({ line, message: noTags });
    },
  });
  if (problems.length > 0) return { problems: problems.slice(0, 20) };
  const value: unknown = document.toJS({ maxAliasCount: 0 });
  return { read: { value, lineOf: (path) => lineAt(lines, placeOf(document, path)) } };
}

const noTags = "Tags such as !!binary are not read. Leave it out.";
const noAliases = "Anchors and aliases (& and *) are not read. Write out what they stand for.";

function refused(line: number, message: string) {
  return { problems: [{ line, message }] };
}

function lineAt(lines: LineCounter, offset: number): number {
  return Math.max(1, lines.linePos(offset).line);
}

function wordsOf({ code, message }: { code: string; message: string }): string {
  if (code === "DUPLICATE_KEY") return "A key is there twice. Keep one of them.";
  if (code === "MULTIPLE_DOCS") return "There are several documents in the file. Keep one.";
  if (code === "BAD_ALIAS") return noAliases;
  if (code === "TAG_RESOLVE_FAILED") return noTags;
  return `This is not YAML that can be read: ${message}`;
}

// The nearest written thing above the place that a message is about.
function placeOf(document: ReturnType<typeof parseDocument>, path: readonly PropertyKey[]): number {
  for (let length = path.length; length >= 0; length -= 1) {
    const node = document.getIn(path.slice(0, length), true);
    if (node && typeof node === "object" && "range" in node) {
      const { range } = node as { range?: readonly number[] | null };
      if (range) return range[0] ?? 0;
    }
  }
  return 0;
}

function lineIn(text: string, offset: number): number {
  return text.slice(0, offset).split("\n").length;
}

/** No file that people write opens so much before it closes something; a parser takes very long over it. */
const mostOpen = 1_000;
/** The parser compares each key of a map with every other. */
const mostKeys = 2_000;
const tooManyKeys = `A map has more than ${mostKeys.toLocaleString("en")} keys. Split it.`;

// Where brackets, or dashes and question marks in a row, open ever more; null where they do not.
function openedWithoutEnd(text: string): number | null {
  const row = /(?:[-?:][ \t]+){1000}/.exec(text);
  if (row) return row.index;
  let open = 0;
  for (let at = 0; at < text.length; at += 1) {
    const mark = text[at];
    if (mark === "[" || mark === "{") open += 1;
    else if ((mark === "]" || mark === "}") && open > 0) open -= 1;
    if (open > mostOpen) return at;
  }
  return null;
}

interface Refused {
  offset: number;
  message: string;
}

// The first thing in the text that is refused, found before anything is unfolded. Walks without recursion, so that no depth
// of nesting can end it.
function firstRefused(tokens: readonly CST.Token[], most: number, nested: string): Refused | undefined {
  const open: { token: CST.Token | null | undefined; depth: number }[] = tokens.map((token) => ({
    token,
    depth: 0,
  }));
  let first: Refused | undefined;
  const refuse = (one: Refused | undefined) => {
    if (one && (!first || one.offset < first.offset)) first = one;
  };
  for (let next = open.pop(); next; next = open.pop()) {
    const { token, depth } = next;
    if (!token) continue;
    if (token.type === "alias") refuse({ offset: token.offset, message: noAliases });
    if (token.type === "document") {
      refuse(markIn(token.start));
      open.push({ token: token.value, depth });
    }
    if (!("items" in token)) continue;
    if (depth >= most) {
      refuse({ offset: token.offset, message: nested });
      continue;
    }
    if (token.items.length > mostKeys && token.items.some(({ sep }) => sep))
      refuse({ offset: token.offset, message: tooManyKeys });
    for (const item of token.items) {
      refuse(markIn([...item.start, ...(item.sep ?? [])]));
      open.push({ token: item.key, depth: depth + 1 }, { token: item.value, depth: depth + 1 });
    }
  }
  return first;
}

function markIn(tokens: readonly CST.SourceToken[]): Refused | undefined {
  const mark = tokens.find(({ type }) => type === "anchor" || type === "tag");
  return mark && { offset: mark.offset, message: mark.type === "anchor" ? noAliases : noTags };
}
