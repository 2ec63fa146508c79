import "server-only";
import { generateSecret, generateURI, verifySync } from "otplib";

// What every authenticator app takes without asking (RFC 6238): SHA-1, six digits, steps of 30 seconds.
const period = 30;

/** Returns a new secret for an authenticator app: 160 random bits in Base32. */
export function newAppSecret(): string {
  return generateSecret({ length: 20 });
}

/** Returns the address that an authenticator app reads from a QR code. */
export function appAddress(secret: string, issuer: string, label: string): string {
  return generateURI({ strategy: "totp", secret, issuer, label, period });
}

/**
 * Returns the time step whose code this is, one step before and after now included, or null for a wrong code. Whoever accepts it
 * keeps the step: each code works once (RFC 6238, 5.2).
 */
export function stepOfCode(secret: string, code: string, now: Date): number | null {
  if (!/^\d{6}$/.test(code)) return null;
  const epoch = Math.floor(now.getTime() / 1000);
  const found = verifySync({ strategy: "totp", secret, token: code, period, epoch, epochTolerance: period });
  return found.valid ? Math.floor(epoch / period) + found.delta : null;
}
