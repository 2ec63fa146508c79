import "server-only";

/** Returns the number in a reference of ours such as R-0012, in a list, or null for any other text. */
export function refNumber(text: string, letter: string): [number] | null {
  const [, given, digits] = /^\s*(\p{L}{1,3})-?(\d{1,9})\s*$/u.exec(text) ?? [];
  return given?.toUpperCase() === letter && digits ? [Number(digits)] : null;
}
