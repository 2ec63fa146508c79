import "server-only";
import type { Transaction } from "@/lib/platform/database/client";

/** What was asked of which browser: in a session or a half-open sign-in, and what for. */
export interface Asked {
  boundTo: string;
  purpose: "enrol-app" | "make-passkey" | "prove-passkey";
}

const minutes = 10;

/** Keeps what was asked for ten minutes; what was asked before for the same purpose counts no more. */
export async function keepChallenge(tx: Transaction, asked: Asked, value: string, now: Date): Promise<void> {
  await tx.factorChallenge.deleteMany({ where: { expiresAt: { lt: now } } });
  const expiresAt = new Date(now.getTime() + minutes * 60_000);
  await tx.factorChallenge.upsert({
    where: { boundTo_purpose: asked },
    create: { ...asked, value, expiresAt },
    update: { value, expiresAt },
  });
}

/** Uses up what was asked and returns it; null when nothing was, when it was answered, or ten minutes ago. */
export async function spendChallenge(tx: Transaction, asked: Asked, now: Date): Promise<string | null> {
  const found = await tx.factorChallenge.findUnique({ where: { boundTo_purpose: asked } });
  if (!found || found.expiresAt <= now) return null;
  const spent = await tx.factorChallenge.deleteMany({ where: { ...asked, value: found.value } });
  return spent.count === 1 ? found.value : null;
}
