import { AuditorNotice } from "@/components/layout/auditor-notice";
import type { Actor } from "@/lib/platform/access/actor";

/** Returns what an auditor is told on every page, by the last of their roles to end; null for everybody else. */
export function auditorNotice({ grants, personId }: Actor) {
  const audits = grants.filter(({ role }) => role === "auditor");
  if (audits.length === 0) return null;
  const ends = audits.flatMap(({ until }) => (until === undefined ? [] : [Date.parse(until)]));
  // A role ends with its last day; the stored end is the first moment after it.
  const last = ends.length === audits.length ? new Date(Math.max(...ends) - 1).toISOString() : null;
  return <AuditorNotice until={last} href={`/auditor-reads?person=${personId}`} />;
}
