import "server-only";
import { ZxcvbnFactory } from "@zxcvbn-ts/core";
import { adjacencyGraphs, dictionary } from "@zxcvbn-ts/language-common";
import { longestPassword } from "@/lib/domain/organization/links/schema";
import { Invalid } from "@/lib/platform/errors/public-error";

/** Whose password it is to be. */
interface Whose {
  name: string;
  email: string;
}

/** Of 0 to 4: a guesser who knows the lists and patterns needs more than ten thousand million tries. */
const neededScore = 4;

let loaded: ZxcvbnFactory | undefined;

// Made when the first password is chosen: the lists take memory that most processes never need.
function estimator(): ZxcvbnFactory {
  loaded ??= new ZxcvbnFactory({ dictionary, graphs: adjacencyGraphs, maxLength: longestPassword });
  return loaded;
}

/**
 * Throws Invalid for a password that guessers try first: one of the person's own name or address, or one that common
 * passwords and words, rows of keys, dates and repetitions lead to (zxcvbn). There are no rules about which kinds of
 * characters it has.
 */
export function assertGuessedByNobody(password: string, whose: Whose, path = "password"): void {
  const own = ownWords(whose);
  const problem = isOwnName(password, own)
    ? "This is your name or e-mail address with little around it. Choose something nobody would connect with you."
    : estimator().check(password, own).score < neededScore
      ? "This is one of the passwords that are tried first. Choose something else, such as four unrelated words."
      : null;
  if (problem) throw new Invalid([{ path, message: problem }]);
}

/** Returns what is known of a person's name and address, in small letters, the longest first. */
function ownWords({ name, email }: Whose): string[] {
  const [local = "", host = ""] = email.toLowerCase().split("@");
  const parts = [
    local,
    host,
    ...local.split(/[^\p{L}\p{N}]+/u),
    ...host.split("."),
    ...name.toLowerCase().split(/\s+/),
  ];
  return parts.filter((part) => part.length >= 3).sort((a, b) => b.length - a.length);
}

// Digits and marks around a name are what guessers add; only letters beyond it count.
function isOwnName(password: string, own: readonly string[]): boolean {
  const rest = own.reduce((text, part) => text.replaceAll(part, ""), password.toLowerCase());
  return rest.length < password.length && rest.replace(/[^\p{L}]/gu, "").length < 6;
}
