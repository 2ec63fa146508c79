import { createHash } from "node:crypto";

/**
 * Returns the names of the variables in a template, each once, in its order: words in {{double}} braces, with or without
 * spaces, and in {single} ones. Braces around anything else, such as JSON, are text.
 */
export function variablesOf(template: string): string[] {
  const name = "[A-Za-z_][A-Za-z0-9_.-]{0,99}";
  const found = template.matchAll(new RegExp(`\\{\\{\\s*(${name})\\s*\\}\\}|\\{(${name})\\}`, "g"));
  return [...new Set([...found].map(([, double, single]) => double ?? single ?? ""))];
}

/** Returns the SHA-256 of a template as UTF-8, in hexadecimal digits. */
export function templateHash(template: string): string {
  return createHash("sha256").update(template, "utf8").digest("hex");
}
