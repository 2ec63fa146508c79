/** The kind of decision by which a finding is lived with until a day. */
export const waiverKind = "finding-waiver" as const;

interface Judged {
  severity: string;
  severityRank: number;
  threatClass: string | null;
}

/**
 * Returns what makes a waiver of a finding stale, in words: it became more severe, or is of another class. Null where what was
 * signed still holds; seen less or more often within its severity changes nothing.
 */
export function staleBecause(signed: Judged, now: Judged): string | null {
  if (now.severityRank > signed.severityRank)
    return `Changed since it was signed: the severity, from ${signed.severity} to ${now.severity}.`;
  return now.threatClass === signed.threatClass ? null : "Changed since it was signed: the threat class.";
}
