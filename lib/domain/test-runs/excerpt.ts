import "server-only";
import { redact } from "@/lib/domain/test-runs/redact";
import type { RedactionRule } from "@/lib/domain/test-runs/redaction-rules";
import { visible } from "@/lib/domain/test-runs/visible";

/** How long an excerpt of a prompt or an answer is at most, in characters. */
const mostExcerpt = 160;
/** So much of a text is read for its excerpt; what is taken out of it is seldom longer than what stays. */
const mostRead = 4_000;

/**
 * Returns the beginning of a prompt or an answer as it may be kept and shown: on one line, without secrets and personal
 * data, with every hidden character visible. It is text only, never markup.
 */
export function excerptOf(text: string, own: readonly RedactionRule[] = []): string {
  const line = visible(redact(text.slice(0, mostRead), own).text)
    .replace(/\s+/g, " ")
    .trim();
  const characters = Array.from(line);
  if (characters.length <= mostExcerpt) return line;
  return `${characters
    .slice(0, mostExcerpt - 1)
    .join("")
    .trimEnd()}…`;
}
