import "server-only";
import type { Listener } from "@/lib/platform/registry/listeners";

/** What somebody is told when their way in changes, whoever changed it (ASVS 5.0, 6.3.7). */
const told: Readonly<Record<string, string>> = {
  "people.addAuthenticatorApp": "An authenticator app was added to your account.",
  "people.removeAuthenticatorApp": "An authenticator app was removed from your account.",
  "people.addPasskey": "A passkey was added to your account.",
  "people.removePasskey": "A passkey was removed from your account.",
  "people.renewRecoveryCodes": "New recovery codes were made for your account.",
  "people.removeSecondFactors":
    "Your second factors were removed, and your sessions ended. Set one up again.",
  "people.linkIdentity": "Your account was linked to one of single sign-on.",
  "people.unlinkIdentity": "The link of your account to single sign-on was removed.",
};

/** Tells the owner of an account that a way into it changed, so that nobody else changes them unseen. */
export const tellAccountOwner: Listener = async ({ tx, actor }, changes) => {
  const lines = changes.flatMap(({ subject, action = "" }) => {
    const words = told[action];
    if (!words || subject.type !== "people" || subject.id === null) return [];
    const by = actor.personId === null || actor.personId === subject.id ? "" : ` By ${actor.name}.`;
    return [{ personId: subject.id, title: `${words}${by}`.slice(0, 300), subjectId: subject.id }];
  });
  if (lines.length > 0)
    await tx.notification.createMany({ data: lines.map((line) => ({ ...line, subjectType: "account" })) });
  return [];
};
