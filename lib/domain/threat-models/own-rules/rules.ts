/** Returns the id by which a rule of one's own is known among the rules: OWN-0003. */
export function ownRuleKey(number: number): string {
  return `OWN-${String(number).padStart(4, "0")}`;
}

/** Returns the number in the id of a rule of one's own; null where the id is another one. */
export function ownRuleNumber(key: string): number | null {
  const digits = /^OWN-(\d{4,9})$/.exec(key)?.[1];
  return digits === undefined ? null : Number(digits);
}

/** Returns the ids of sources that a text names, one a line and each once, however they were separated. */
export function tidySources(text: string): string {
  return [...new Set(text.split(/[\s,;]+/).filter(Boolean))].join("\n");
}
