import "server-only";
import type { Actor } from "@/lib/platform/access/actor";
import { ConfirmFirst, Forbidden } from "@/lib/platform/errors/public-error";

/** Minutes for which a sign-in, or a proof within a session, is recent enough for what could open the account to others. */
const stepUpMinutes = 10;

/**
 * Throws ConfirmFirst unless the person behind the actor proved lately who they are, by signing in or again within the
 * session; Forbidden for a token, which can prove nothing. The system itself is let through (ASVS 5.0, 7.5.3).
 */
export function assertSteppedUp(actor: Actor, now: Date): void {
  if (actor.kind === "system") return;
  if (actor.kind === "token")
    throw new Forbidden("A token cannot do this: it asks for a proof of who one is.");
  const since = now.getTime() - stepUpMinutes * 60_000;
  const proven = Math.max(actor.signedInAt?.getTime() ?? 0, actor.confirmedAt?.getTime() ?? 0);
  if (proven >= since) return;
  throw new ConfirmFirst(
    "This could open your account or others to somebody else. Prove that it is you, then go on.",
  );
}
