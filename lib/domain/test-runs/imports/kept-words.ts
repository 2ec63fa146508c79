import "server-only";
import { redact } from "@/lib/domain/test-runs/redact";
import { visible } from "@/lib/platform/text/visible";

const longest = 300;

/** Returns a name or a note of a file as it may be kept: on one line, without secrets and personal data, hidden characters visible. */
export function keptWords(text: string): string {
  const line = visible(redact(text.slice(0, 4_000)).text)
    .replace(/\s+/g, " ")
    .trim();
  const characters = Array.from(line);
  return characters.length > longest ? `${characters.slice(0, longest - 1).join("")}…` : line;
}
