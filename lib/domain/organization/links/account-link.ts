import "server-only";
import { type LinkKind, linkHours, linkPages } from "@/lib/domain/organization/links/schema";
import { newLinkSecret, secretHash } from "@/lib/platform/auth/secret";
import type { Transaction } from "@/lib/platform/database/client";
import { NotFound } from "@/lib/platform/errors/public-error";
import { settings } from "@/lib/platform/settings/settings";

/** A link for somebody to copy; it is shown once and only its hash is kept. */
export interface FreshLink {
  link: string;
  expiresAt: string;
}

interface Purpose {
  kind: LinkKind;
  personId: string | null;
  createdById: string | null;
}

/** Makes a link and ends every earlier one of its kind for the same person. */
export async function makeLink(
  tx: Transaction,
  { kind, personId, createdById }: Purpose,
  now: Date,
  publicUrl = settings().PUBLIC_URL,
): Promise<FreshLink> {
  await tx.accountLink.updateMany({ where: { kind, personId, usedAt: null }, data: { usedAt: now } });
  const secret = newLinkSecret();
  const expiresAt = new Date(now.getTime() + linkHours[kind] * 3_600_000);
  await tx.accountLink.create({
    data: { kind, personId, createdById, secretHash: secretHash(secret), expiresAt },
  });
  const link = new URL(linkPages[kind], publicUrl);
  link.searchParams.set("key", secret);
  return { link: link.href, expiresAt: expiresAt.toISOString() };
}

/** Returns the open link with this secret; throws NotFound for one that is unknown, used or too old. */
export async function findLink(tx: Transaction, kind: LinkKind, key: string, now: Date) {
  const link = await tx.accountLink.findFirst({
    where: { kind, secretHash: secretHash(key), usedAt: null, expiresAt: { gt: now } },
    select: { id: true, person: true },
  });
  if (!link) throw usedUp();
  return link;
}

/** Uses the link up: of several who hold it, one wins; the others get NotFound. */
export async function spendLink(tx: Transaction, id: string, now: Date): Promise<void> {
  const used = await tx.accountLink.updateMany({
    where: { id, usedAt: null, expiresAt: { gt: now } },
    data: { usedAt: now },
  });
  if (used.count !== 1) throw usedUp();
}

/** Ends the open links to an account, whichever unit it is of, except those that this person made. */
export async function cancelLinks(
  tx: Transaction,
  personId: string,
  now: Date,
  exceptBy: string | null = null,
): Promise<void> {
  await tx.$executeRaw`select close_account_links(${personId}::uuid, ${now}::timestamptz, ${exceptBy}::uuid)`;
}

function usedUp(): NotFound {
  return new NotFound(
    "This link does not work any more: it was used, replaced, or is too old. Ask an administrator for a new one.",
  );
}
