import "server-only";

/** What was asked in a test case and what was answered, as the file has it: hostile and private, never kept as it is. */
export interface Said {
  prompt: string | undefined;
  answer: string | undefined;
}

const deepest = 8;
const mostParts = 500;
/** So much of a text is looked at, in UTF-16 units; no prompt of a tool comes near. */
const longest = 200_000;

/** Under which a message or a conversation holds its text, whichever tool wrote it. */
const keys = [
  ...["text", "turns", "content", "converted_value", "original_value", "messages", "message", "raw"],
  ...["output", "completion", "choices"],
];

/** Returns the text of a string, a message, or a conversation with one part on each line; undefined where there is none. */
export function textOf(value: unknown): string | undefined {
  const found: string[] = [];
  gather(value, 0, found);
  const text = found.join("\n");
  return text.trim() === "" ? undefined : text.slice(0, longest);
}

function gather(value: unknown, depth: number, found: string[]): void {
  if (depth > deepest || found.length >= mostParts) return;
  if (typeof value === "string") found.push(value);
  else if (Array.isArray(value)) for (const one of value) gather(one, depth + 1, found);
  else if (typeof value === "object" && value !== null) {
    const held = value as Record<string, unknown>;
    const key = keys.find((one) => held[one] !== undefined && held[one] !== null);
    if (key !== undefined) gather(held[key], depth + 1, found);
  }
}
