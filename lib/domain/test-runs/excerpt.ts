import "server-only";
import { redact } from "@/lib/domain/test-runs/redact";
import type { RedactionRule } from "@/lib/domain/test-runs/redaction-rules";
import { visible } from "@/lib/platform/text/visible";

/** So much of a text is read for its excerpt; what is taken out of it is seldom longer than what stays. */
const mostRead = 4_000;

/**
 * Returns the beginning of a prompt or an answer as it may be kept and shown: on one line of at most so many characters, without secrets and personal
 * data, with every hidden character visible. It is text only, never markup.
 */
export function excerptOf(text: string, most: number, own: readonly RedactionRule[] = []): string {
  const line = visible(redact(text.slice(0, mostRead), own).text)
    .replace(/\s+/g, " ")
    .trim();
  const characters = Array.from(line);
  if (characters.length <= most) return line;
  return `${characters
    .slice(0, most - 1)
    .join("")
    .trimEnd()}…`;
}
