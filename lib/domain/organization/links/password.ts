import "server-only";
import { commonWords } from "@/lib/domain/organization/links/common-words";
import { Invalid } from "@/lib/platform/errors/public-error";

/** Whose password it is to be. */
interface Whose {
  name: string;
  email: string;
}

/**
 * Throws Invalid for a password that guessers try first: one of the person's own name or address, of common words, or of
 * rows and repetitions. There are no rules about which kinds of characters it has.
 */
export function assertGuessedByNobody(password: string, { name, email }: Whose, path = "password"): void {
  const problem = isOwnName(password, name, email)
    ? "This is your name or e-mail address with little around it. Choose something nobody would connect with you."
    : isCommon(password)
      ? "This is one of the passwords that are tried first. Choose something else, such as four unrelated words."
      : null;
  if (problem) throw new Invalid([{ path, message: problem }]);
}

function isOwnName(password: string, name: string, email: string): boolean {
  const [local = "", host = ""] = email.toLowerCase().split("@");
  const parts = [
    local,
    host,
    ...local.split(/[^\p{L}\p{N}]+/u),
    ...host.split("."),
    ...name.toLowerCase().split(/\s+/),
  ];
  const known = parts.filter((part) => part.length >= 3).sort((a, b) => b.length - a.length);
  const rest = known.reduce((text, part) => text.replaceAll(part, ""), password.toLowerCase());
  return rest.length < password.length && lettersIn(rest) < 6;
}

// Digits and marks around a name are what guessers add; only letters beyond it count.
function lettersIn(text: string): number {
  return text.replace(/[^\p{L}]/gu, "").length;
}

const swaps: Record<string, string> = {
  "0": "o",
  "1": "i",
  "3": "e",
  "4": "a",
  "5": "s",
  "7": "t",
  "@": "a",
  $: "s",
  "!": "i",
};

function isCommon(password: string): boolean {
  const lower = password.toLowerCase();
  if (new Set(lower).size <= 4 || isRow(lower)) return true;
  const plain = lower.replace(/[013457@$!]/g, (mark) => swaps[mark] ?? mark);
  return [lower, plain].some((text) => isMadeOfWords(text.replace(/[^a-z]/g, "")));
}

// Every step between neighbours is the same small one, as in "123456789012" and "abcdefghijkl".
function isRow(text: string): boolean {
  const codes = [...text].map((char) => char.codePointAt(0) ?? 0);
  const steps = codes.slice(1).map((code, i) => (code - (codes[i] ?? 0) + 10) % 10);
  return /^\d+$/.test(text) || steps.every((step) => step === steps[0]);
}

// At most three common words in a row, and nothing else: four are hard enough to guess.
function isMadeOfWords(text: string, most = 3): boolean {
  if (text === "") return true;
  if (most === 0) return false;
  for (let end = Math.min(text.length, 16); end >= 2; end -= 1) {
    if (commonWords.has(text.slice(0, end)) && isMadeOfWords(text.slice(end), most - 1)) return true;
  }
  return isRepeated(text);
}

// "abcabcabc": a short piece, three times or more.
function isRepeated(text: string): boolean {
  return /^(.{1,4})\1{2,}$/.test(text);
}
