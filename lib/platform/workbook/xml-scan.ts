import "server-only";
import { WorkbookError } from "./workbook-error.ts";

const lt = 0x3c;
const gt = 0x3e;
const bang = 0x21;
const question = 0x3f;
const slash = 0x2f;
const dash = 0x2d;
const bracket = 0x5b;
const closingBracket = 0x5d;
const quote = 0x22;
const apostrophe = 0x27;

export interface XmlLimits {
  /** How deep elements may be nested. */
  depth: number;
  /** The most bytes of one tag or of one text between two tags. */
  token: number;
}

type State = "text" | "opened" | "tag" | "closing" | "declared" | "comment" | "section" | "instruction";

/**
 * Looks at the bytes of an XML part without building anything: how deep it nests, how long its tags and texts are, and
 * that it declares no document type, which a workbook never needs (ECMA-376 part 2, 9.1.4) and entities hide behind.
 */
export class XmlScan {
  readonly #limits: XmlLimits;
  #state: State = "text";
  #depth = 0;
  /** Bytes of the tag or text so far. */
  #length = 0;
  #quoted = 0;
  /** The two bytes before this one. */
  #earlier = 0;
  #last = 0;
  #begun = false;

  constructor(limits: XmlLimits) {
    this.#limits = limits;
  }

  /** Takes the next bytes; throws WorkbookError as soon as a limit is passed. */
  take(bytes: Uint8Array): void {
    if (!this.#begun && bytes.length > 0) this.#begin(bytes);
    for (let at = 0; at < bytes.length; ) {
      if (this.#state === "text") at = this.#text(bytes, at);
      else if (this.#state === "tag") at = this.#tag(bytes, at);
      else if (this.#state === "closing") at = this.#closing(bytes, at);
      else at = this.#markup(bytes[at] ?? 0, at);
      if (this.#length > this.#limits.token) throw tooLong();
    }
  }

  /** Throws WorkbookError unless every element was closed. */
  end(): void {
    if (this.#depth !== 0 || this.#state !== "text" || !this.#begun) throw damaged();
  }

  #begin(bytes: Uint8Array): void {
    this.#begun = true;
    const [first = 0, second = 1] = bytes;
    if (first >= 0xfe || first === 0 || second === 0)
      throw new WorkbookError(
        "damaged",
        "The workbook is not written in UTF-8. Open it in a spreadsheet and save it again as .xlsx.",
      );
  }

  #text(bytes: Uint8Array, at: number): number {
    const next = bytes.indexOf(lt, at);
    if (next < 0) {
      this.#length += bytes.length - at;
      return bytes.length;
    }
    this.#length += next - at;
    if (this.#length > this.#limits.token) throw tooLong();
    this.#enter("opened");
    return next + 1;
  }

  #markup(byte: number, at: number): number {
    this.#length += 1;
    switch (this.#state) {
      case "opened":
        this.#opened(byte);
        break;
      case "declared":
        this.#declared(byte);
        break;
      default:
        this.#skipped(byte);
    }
    this.#earlier = this.#last;
    this.#last = byte;
    return at + 1;
  }

  #opened(byte: number): void {
    if (byte === slash) this.#state = "closing";
    else if (byte === bang) this.#state = "declared";
    else if (byte === question) this.#state = "instruction";
    else {
      this.#state = "tag";
      this.#depth += 1;
      if (this.#depth > this.#limits.depth) throw tooDeep(this.#limits.depth);
    }
  }

  #declared(byte: number): void {
    if (byte !== dash && byte !== bracket) throw declares();
    this.#enter(byte === dash ? "comment" : "section");
  }

  // Most bytes of a sheet stand in its tags, so they are looked at in one go.
  #tag(bytes: Uint8Array, from: number): number {
    let quoted = this.#quoted;
    for (let at = from; at < bytes.length; at += 1) {
      const byte = bytes[at] ?? 0;
      if (quoted !== 0) {
        if (byte === quoted) quoted = 0;
      } else if (byte === quote || byte === apostrophe) quoted = byte;
      else if (byte === gt) {
        this.#length += at - from;
        this.#quoted = 0;
        if ((at > from ? bytes[at - 1] : this.#last) === slash) this.#close();
        else this.#enter("text");
        return at + 1;
      }
    }
    this.#length += bytes.length - from;
    this.#quoted = quoted;
    this.#last = bytes.at(-1) ?? 0;
    return bytes.length;
  }

  #closing(bytes: Uint8Array, from: number): number {
    const end = bytes.indexOf(gt, from);
    this.#length += (end < 0 ? bytes.length : end) - from;
    if (end < 0) return bytes.length;
    this.#close();
    return end + 1;
  }

  #close(): void {
    this.#depth -= 1;
    if (this.#depth < 0) throw damaged();
    this.#enter("text");
  }

  // What ends with -->, ]]> or ?>.
  #skipped(byte: number): void {
    if (byte !== gt) return;
    const [earlier, last] = [this.#earlier, this.#last];
    const ended =
      (this.#state === "comment" && earlier === dash && last === dash) ||
      (this.#state === "section" && earlier === closingBracket && last === closingBracket) ||
      (this.#state === "instruction" && last === question);
    if (ended) this.#enter("text");
  }

  #enter(state: State): void {
    this.#state = state;
    this.#length = 0;
    this.#earlier = 0;
    this.#last = 0;
  }
}

function tooDeep(depth: number): WorkbookError {
  return new WorkbookError(
    "too-deep",
    `The workbook nests its content more than ${depth} levels deep, which no spreadsheet does. Save it again from the spreadsheet program.`,
  );
}

function tooLong(): WorkbookError {
  return new WorkbookError(
    "cell-too-long",
    "A single text of the workbook is longer than any cell can be. Shorten it, or save the sheet as CSV.",
  );
}

function declares(): WorkbookError {
  return new WorkbookError(
    "declarations",
    "The workbook declares a document type of its own, through which entities grow without bound. It is not read. Save it again from the spreadsheet program.",
  );
}

/** Returns what is said of a workbook whose content cannot be made out. */
export function damaged(): WorkbookError {
  return new WorkbookError(
    "damaged",
    "The workbook is damaged or was cut off. Open it in a spreadsheet, save it again as .xlsx, and send that.",
  );
}
