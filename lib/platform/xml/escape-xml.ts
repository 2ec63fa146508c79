import "server-only";

const entities: Readonly<Record<string, string>> = { "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;" };

/** Returns text as it may stand in XML, between tags and in quoted attributes; what XML has no place for becomes U+FFFD. */
export function escapeXml(text: string): string {
  const clean = text.toWellFormed().replace(/[^\P{Cc}\t\n\r]|[\ufffe\uffff]/gu, "\ufffd");
  return clean.replace(/[&<>"]/g, (mark) => entities[mark] ?? "");
}
