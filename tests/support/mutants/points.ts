import { parseAst } from "vitest/node";

// Where the product's source checks who may do what, and how each check is switched off: the source runs as it is until
// `mutant(id)` answers true. Nothing is written to the files.

declare global {
  /** Whether the check with this id is taken away now. */
  var mutant: ((id: string) => boolean) | undefined;
  /** The units in which everybody has every permission, where what the services ask is to be allowed. */
  var everyUnit: readonly string[] | undefined;
}

/** What a mutant takes away. */
export type Kind = "permission" | "step-up" | "audit" | "refusal" | "check" | "scope" | "rule";

/** A check in the source, by its place. */
export interface Point {
  id: string;
  kind: Kind;
}

type Node = { type: string; start: number; end: number } & Record<string, unknown>;

interface Edit {
  at: number;
  text: string;
  closes: boolean;
}

/** The names, in any file, of the functions that throw unless the actor may, and of those that say what the actor may see. */
export interface Names {
  guards: ReadonlySet<string>;
  scopes: ReadonlySet<string>;
}

const declared = /function (\w+)\(([\s\S]*?)\n?\)(: [^\n]*)? \{\n[\s\S]*?\n\}/g;
const throwing =
  /Forbidden|NotFound|ConfirmFirst|\bmay[A-Z(]|\bunits\b|visibleTo|assertMay|assertCan|assertSteppedUp/;
const fragment = /WhereInput|PartWhere|\{ unitId\?:/;

/** Returns the names that the functions of the product have. */
export function namesIn(sources: Iterable<string>): Names {
  const [guards, scopes] = [new Set<string>(), new Set<string>()];
  for (const source of sources)
    for (const [text, name = "", input = "", output = ""] of source.matchAll(declared)) {
      if (/^assert/.test(name) && !/^assert(Won|Sensible)$/.test(name) && throwing.test(text))
        guards.add(name);
      if (
        fragment.test(output) &&
        /actor|Context\b|Here\b/.test(input) &&
        !/Filter$|^(reachOf|usedBy|inStates)$/.test(name) &&
        /unitsWith|\bunits\b|createdById|visibleTo\(|readable\(/.test(text)
      )
        scopes.add(name);
    }
  return { guards, scopes };
}

// Functions that say why somebody may not, and those that say whether somebody may.
const reasons = /refusal|obstacle/i;
const rights = /^(may|holds)[A-Z]/;
const foundation = "lib/platform/access/";
const ofSomebody = /actor|person|may\(|holds|mine|author|notYou|sign/i;

/** Returns the source of one file with a switch at each of its checks, and the list of them. */
export function instrument(file: string, source: string, { guards, scopes }: Names) {
  const points: Point[] = [];
  const edits: Edit[] = [];
  const seen = new Map<string, number>();
  const heads = [...source.matchAll(/^(?:export )?(?:async )?(?:function|const|class) (\w+)/gm)];
  const placeOf = (at: number) => heads.findLast(({ index }) => index <= at)?.[1] ?? "";
  const forbidden = new Set(
    [...source.matchAll(/const (\w+) = new Forbidden\(/g)].map(([, name]) => name ?? ""),
  );
  const own = new Set(
    [...source.matchAll(/\b(\w+) as (\w+)/g)]
      .filter(([, from = ""]) => scopes.has(from))
      .map(([, , as = ""]) => as),
  );
  const isScope = (name: string) =>
    own.has(name) ||
    (scopes.has(name) && new RegExp(`\\b${name}\\b[^(]*\\} from|function ${name}\\(`).test(source));
  const point = (node: Node, kind: Kind, what: string) => {
    const base = `${file} ${placeOf(node.start)} ${what}`;
    const again = (seen.get(base) ?? 0) + 1;
    seen.set(base, again);
    const id = again === 1 ? base : `${base}, ${again}`;
    points.push({ id, kind });
    return `globalThis.mutant?.(${JSON.stringify(id)})`;
  };
  const wrap = ({ start, end }: Node, before: string, after: string) =>
    edits.push({ at: start, text: before, closes: false }, { at: end, text: after, closes: true });

  const visit = (node: Node, parent: Node, name: string) => {
    if (node.type === "ThrowStatement" && isForbidden(node["argument"] as Node, forbidden))
      wrap(node, `{ if (!${point(node, "refusal", "does not refuse")}) `, " }");
    else if (node.type === "ExpressionStatement" && guards.has(called(node["expression"] as Node))) {
      const expression = node["expression"] as Node;
      wrap(expression, `${point(node, "check", `leaves ${called(expression)} out`)} || (`, ")");
    } else if (node.type === "Property" && isUnits(node) && !isScope(name))
      wrap(node, `...(${point(node, "scope", "asks for no unit")} ? {} : { `, " })");
    else if (node.type === "CallExpression" && isScope(called(node)))
      wrap(node, `(${point(node, "scope", `takes ${called(node)} for everything`)} ? {} : `, ")");
    else if ((rights.test(name) && !file.includes("/report/")) || file.startsWith(foundation))
      giveRight(node, parent);
    else if (reasons.test(name) && node.type === "ReturnStatement" && node["argument"])
      giveReason(node, parent);
    for (const child of childrenOf(node))
      visit(child, node.type === "BlockStatement" ? parent : node, nameOf(node) ?? name);
  };

  const giveRight = (node: Node, parent: Node) => {
    const isNo = (of: Node | null) =>
      of?.["value"] === false || (of?.["elements"] as Node[] | undefined)?.length === 0;
    if (node.type === "ReturnStatement" && isNo(node["argument"] as Node | null))
      wrap(node, `{ if (!${point(node, "rule", "does not say no")}) `, " }");
    else if (
      parent.type === "LogicalExpression" &&
      parent["operator"] === "&&" &&
      node.type !== "LogicalExpression"
    )
      wrap(node, `(${point(node, "rule", "does not ask one thing")} || (`, "))");
    else if (
      parent.type === "ArrowFunctionExpression" &&
      parent["body"] === node &&
      node.type === "CallExpression" &&
      !source.slice(node.start, node.end).includes(".localeCompare(")
    )
      wrap(node, `(${point(node, "rule", "does not ask of one")} || (`, "))");
  };

  const giveReason = (node: Node, parent: Node) => {
    const argument = node["argument"] as Node;
    const whole = parent.type === "IfStatement" ? parent : node;
    if (!ofSomebody.test(source.slice(whole.start, whole.end))) return;
    if (argument.type === "ConditionalExpression")
      wrap(argument, `(${point(node, "rule", "gives no reason against it")} ? null : `, ")");
    else if (argument.type !== "Literal" || argument["value"] !== null)
      wrap(node, `{ if (!${point(node, "rule", "gives no reason against it")}) `, " }");
  };

  // The same condition in the words of SQL.
  for (const { index, 0: condition } of source.matchAll(
    /(\w+\.)?"unitId" = any \(\$\{[^}]*\}::uuid\[\]\)/g,
  )) {
    const node = { type: "SQL", start: index, end: index + condition.length };
    wrap(node, `(\${${point(node, "scope", "asks for no unit")}}::boolean or `, ")");
  }
  const tree = parseAst(source, { lang: "ts" }) as unknown as Node;
  visit(tree, tree, "");
  return { code: applied(source, edits), points };
}

function applied(source: string, edits: readonly Edit[]): string {
  const ordered = edits.map((edit, order) => ({ ...edit, order: edit.closes ? -order : order }));
  ordered.sort((a, b) => a.at - b.at || Number(b.closes) - Number(a.closes) || a.order - b.order);
  let [code, last] = ["", 0];
  for (const { at, text } of ordered) {
    code += source.slice(last, at) + text;
    last = at;
  }
  return code + source.slice(last);
}

function childrenOf(node: Node): Node[] {
  return Object.values(node)
    .flat()
    .filter((value): value is Node => typeof value === "object" && value !== null && "type" in value);
}

function nameOf(node: Node): string | null {
  if (node.type === "FunctionDeclaration") return (node["id"] as { name: string } | null)?.name ?? null;
  return null;
}

function called(node: Node): string {
  if (node.type === "AwaitExpression") return called(node["argument"] as Node);
  if (node.type !== "CallExpression") return "";
  const callee = node["callee"] as Node;
  return callee.type === "Identifier" ? String(callee["name"]) : "";
}

function isForbidden(node: Node, known: ReadonlySet<string>): boolean {
  if (node.type === "Identifier") return known.has(String(node["name"]));
  return node.type === "NewExpression" && (node["callee"] as Node)["name"] === "Forbidden";
}

function isUnits(node: Node): boolean {
  const [key, value] = [node["key"] as Node, node["value"] as Node];
  if (key["name"] !== "unitId" || value.type !== "ObjectExpression") return false;
  return (value["properties"] as Node[]).some((one) => (one["key"] as Node | undefined)?.["name"] === "in");
}
