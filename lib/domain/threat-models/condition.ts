import "server-only";
import { type Attribute, elementTypes } from "@/lib/domain/threat-models/element-types";
import { systemFacts } from "@/lib/domain/threat-models/system-facts";

/** One term of a condition: a fact that is so, is one of some words, or is greater than a number; or that is not. */
export interface Term {
  scope: "element" | "flow" | "system";
  name: string;
  negated: boolean;
  test: { is: "true" } | { is: "in"; words: readonly string[] } | { is: "above"; number: number };
}

/** When a rule applies: where every term of one of its ways holds. "always" is one way without terms. */
export type Condition = readonly (readonly Term[])[];

const longest = 500;

const token = /\s*(?:(element|flow|system)\.([a-z][a-z_]*)|([(),>])|([A-Za-z0-9_.-]+)|(\S))/y;

/** Returns the condition that a text says for a type of element, or the problem with it, and where; evaluates nothing. */
export function parseCondition(text: string, type: string): { condition: Condition } | { problem: string } {
  if (text.length > longest) return { problem: `A condition has at most ${longest} characters.` };
  try {
    return { condition: new Reader(text, type).condition() };
  } catch (error) {
    if (error instanceof Unreadable) return { problem: error.message };
    throw error;
  }
}

class Unreadable extends Error {}

interface Token {
  at: number;
  text: string;
  fact: { scope: Term["scope"]; name: string } | null;
}

/** Reads one condition from left to right: ways joined by "or", of terms joined by "and", each with or without "not". */
class Reader {
  private readonly tokens: readonly Token[];
  private next = 0;

  constructor(
    text: string,
    private readonly type: string,
  ) {
    this.tokens = tokensOf(text);
  }

  condition(): Condition {
    if (this.tokens.length === 0) throw new Unreadable('Say when the rule applies, or "always".');
    if (this.takes("always")) {
      this.ends();
      return [[]];
    }
    const ways = [this.way()];
    while (this.takes("or")) ways.push(this.way());
    this.ends();
    return ways;
  }

  private way(): Term[] {
    const terms = [this.term()];
    while (this.takes("and")) terms.push(this.term());
    return terms;
  }

  private term(): Term {
    let negated = false;
    while (this.takes("not")) negated = !negated;
    const found = this.tokens[this.next];
    if (!found?.fact) throw this.unexpected("a fact, such as element.third_party");
    this.next += 1;
    const { scope, name } = found.fact;
    return { scope, name, negated, test: this.test(found, this.attribute(found)) };
  }

  private attribute({ at, fact }: Token): Attribute {
    const { scope, name } = fact ?? { scope: "system", name: "" };
    const type = scope === "flow" ? "data_flow" : this.type;
    const found =
      scope === "system" ? systemFacts().get(name) : elementTypes().get(type)?.attributes.get(name);
    if (found && !(scope === "element" && this.type === "data_flow")) return found;
    const where = scope === "system" ? "a system" : `the type ${type}`;
    throw new Unreadable(`At ${at + 1}: nothing called "${name}" is known of ${where}.`);
  }

  private test({ at, text }: Token, { kind, choices }: Attribute): Term["test"] {
    const wrong = (right: string) => new Unreadable(`At ${at + 1}: ${text} is tested by ${right}.`);
    if (this.takes("in")) {
      if (kind !== "choice" && kind !== "text")
        throw wrong(kind === "number" ? "> and a number" : "its name");
      const words = this.list();
      const strange = words.find((word) => kind === "choice" && ![...choices, "unknown"].includes(word));
      if (strange !== undefined)
        throw wrong(`the words ${choices.join(", ")} and unknown; "${strange}" is none`);
      return { is: "in", words };
    }
    if (this.takes(">")) {
      if (kind !== "number") throw wrong(kind === "boolean" ? "its name" : "in and a list of words");
      const number = Number(this.tokens[this.next]?.text);
      if (!/^\d+(\.\d+)?$/.test(this.tokens[this.next]?.text ?? "")) throw this.unexpected("a number");
      this.next += 1;
      return { is: "above", number };
    }
    if (kind !== "boolean") throw wrong(kind === "number" ? "> and a number" : "in and a list of words");
    return { is: "true" };
  }

  private list(): string[] {
    const words: string[] = [];
    if (!this.takes("(")) throw this.unexpected('"("');
    do {
      const word = this.tokens[this.next];
      if (!word || word.fact || !/^[a-z0-9_.-]+$/i.test(word.text)) throw this.unexpected("a word");
      words.push(word.text.toLowerCase());
      this.next += 1;
    } while (this.takes(","));
    if (!this.takes(")")) throw this.unexpected('"," or ")"');
    return words;
  }

  private takes(text: string): boolean {
    const here = this.tokens[this.next];
    if (!here || here.fact || here.text !== text) return false;
    this.next += 1;
    return true;
  }

  private ends(): void {
    if (this.next < this.tokens.length) throw this.unexpected('"and", "or" or the end');
  }

  private unexpected(wanted: string): Unreadable {
    const here = this.tokens[this.next];
    if (!here) return new Unreadable(`At the end: ${wanted} is missing.`);
    return new Unreadable(`At ${here.at + 1}: here comes ${wanted}, not "${here.text}".`);
  }
}

function tokensOf(text: string): Token[] {
  const found: Token[] = [];
  token.lastIndex = 0;
  while (token.lastIndex < text.trimEnd().length) {
    const match = token.exec(text);
    if (!match) break;
    const [all, scope, name, mark, word, other] = match;
    const at = match.index + all.length - all.trimStart().length;
    const fact = scope && name ? { scope: scope as Term["scope"], name } : null;
    found.push({ at, text: fact ? `${scope}.${name}` : (mark ?? word ?? other ?? ""), fact });
  }
  return found;
}
