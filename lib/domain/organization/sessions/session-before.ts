import "server-only";
import { v7 } from "uuid";
import { signOut } from "@/lib/domain/organization/sessions/commands";
import { authenticate } from "@/lib/platform/auth/authenticate";

/** Ends the session whose cookie a browser brought along to a sign-in that begins another one there. */
export async function endSessionBefore(headers: Headers): Promise<void> {
  const held = new Headers({ cookie: headers.get("cookie") ?? "" });
  const before = await authenticate(held, v7());
  if (before?.sessionId) await signOut.execute(before, {});
}
