import "server-only";
import { type RedactionRule, redactionRules } from "@/lib/domain/test-runs/redaction-rules";
import { withoutHidden } from "@/lib/platform/text/visible";

/** A text that may be kept: what was taken out of it by kind, and where that stood in the text as it was (UTF-16 units). */
export interface Redaction {
  text: string;
  items: Readonly<Record<string, number>>;
  spans: readonly { start: number; end: number; kind: string }[];
}

/**
 * Returns a text without keys, tokens, passwords, e-mail addresses, phone numbers, payment cards (Luhn, ISO/IEC 7812) and
 * bank accounts (IBAN, ISO 13616), and without what an organisation's own rules name. A mark such as [e-mail] stays in
 * each place; characters that cannot be seen do not hide anything.
 */
export function redact(text: string, own: readonly RedactionRule[] = []): Redaction {
  const looked = withoutHidden(text);
  const found: { start: number; end: number; kind: string }[] = [];
  for (const { kind, pattern, length } of [...own, ...redactionRules])
    for (const match of looked.text.matchAll(pattern)) {
      const [whole] = match;
      // Where a rule names a part, only that is taken out: "password: " stays.
      const part = match.groups?.["secret"] ?? whole;
      const real = length ? length(part) : part.length;
      const start = match.index + whole.lastIndexOf(part);
      if (real > 0) found.push({ start, end: start + real, kind });
    }
  if (found.length === 0) return { text, items: {}, spans: [] };
  const placed = joined(found).map(({ start, end, kind }) => ({
    start: looked.places?.[start] ?? start,
    end: (looked.places?.[end - 1] ?? end - 1) + 1,
    kind,
  }));
  return { text: cut(text, placed), items: counted(placed), spans: placed };
}

interface Span {
  start: number;
  end: number;
  kind: string;
}

// What overlaps is taken out as one, named after what begins first; of two that begin together, after the earlier rule.
function joined(found: readonly Span[]): Span[] {
  const spans: Span[] = [];
  for (const one of found.toSorted((a, b) => a.start - b.start)) {
    const last = spans.at(-1);
    if (last && one.start < last.end) last.end = Math.max(last.end, one.end);
    else spans.push({ ...one });
  }
  return spans;
}

function cut(text: string, spans: readonly Span[]): string {
  let kept = "";
  let from = 0;
  for (const { start, end, kind } of spans) {
    kept += `${text.slice(from, start)}[${kind}]`;
    from = end;
  }
  return kept + text.slice(from);
}

function counted(spans: readonly Span[]): Record<string, number> {
  const items: Record<string, number> = {};
  for (const { kind } of spans) items[kind] = (items[kind] ?? 0) + 1;
  return items;
}
