import "server-only";
import { v7 } from "uuid";
import { readLink } from "@/lib/domain/organization/links/queries";
import type { LinkKind } from "@/lib/domain/organization/links/schema";
import { systemActor } from "@/lib/platform/access/actor";
import { PublicError } from "@/lib/platform/errors/public-error";

/** A link that works: its key and whose account it opens. */
export interface OpenLink {
  key: string;
  name: string | null;
  email: string | null;
}

/** Returns the link whose key is in the address of a page, or null when there is none that works. */
export async function openLink(
  kind: LinkKind,
  searchParams: Promise<Record<string, string | string[] | undefined>>,
): Promise<OpenLink | null> {
  const { key } = await searchParams;
  if (typeof key !== "string") return null;
  try {
    return { key, ...(await readLink.execute(systemActor("holder of a link", v7()), { kind, key })) };
  } catch (error) {
    if (error instanceof PublicError) return null;
    throw error;
  }
}
