import type { Range } from "@/lib/domain/attack-trees/evaluate";

/** Returns a figure of an attack tree in words: "50", "50 to 80", "at least 50", or "unknown". */
export function rangeWords({ least, most }: Range, nothing: number): string {
  const said = (value: number) => value.toLocaleString("en-GB");
  if (most === null) return least > nothing ? `at least ${said(least)}` : "unknown";
  return least === most ? said(least) : `${said(least)} to ${said(most)}`;
}
