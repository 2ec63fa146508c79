import "server-only";
import { randomBytes } from "node:crypto";
import { settings } from "@/lib/platform/settings/settings";

/** Request headers that steer the framework from outside; no page has a use for them. */
export const steeringHeaders: readonly string[] = [
  "x-nonce",
  "content-security-policy",
  "content-security-policy-report-only",
  "next-resume",
];

/** Returns a new nonce: 128 random bits. */
export function newNonce(): string {
  return randomBytes(16).toString("base64");
}

/** Returns what a page may load and run: our own files, and scripts that carry this answer's nonce. */
export function pagePolicy(nonce: string): string {
  // React tells more about errors while developing, and needs eval for it.
  const development = settings().NODE_ENV === "development" ? " 'unsafe-eval'" : "";
  return [
    "default-src 'self'",
    `script-src 'self' 'nonce-${nonce}' 'strict-dynamic'${development}`,
    `style-src 'self' 'nonce-${nonce}'`,
    // Virtual tables and figures place their parts by style attributes.
    "style-src-attr 'unsafe-inline'",
    "img-src 'self' data: blob:",
    "object-src 'none'",
    "base-uri 'none'",
    "form-action 'self'",
    "frame-ancestors 'none'",
    // Older than report-to and sent at once; every browser knows it.
    "report-uri /api/csp-reports",
  ].join("; ");
}
