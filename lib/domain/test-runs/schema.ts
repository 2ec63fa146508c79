/** What came of one test case, whichever words the tool has for it; only the first two say something of the target. */
export const outcomes = ["defended", "vulnerable", "error", "inconclusive", "skipped"] as const;

export type Outcome = (typeof outcomes)[number];

/** The worst first. */
export const severities = ["critical", "high", "medium", "low", "info"] as const;

export type Severity = (typeof severities)[number];
