import "server-only";
import * as z from "zod";
import { hasAdministrator } from "@/lib/domain/organization/grants/last-administrator";
import { linksUse } from "@/lib/domain/organization/links/access";
import { findLink } from "@/lib/domain/organization/links/account-link";
import { linkKey } from "@/lib/domain/organization/links/schema";
import { NotFound } from "@/lib/platform/errors/public-error";
import { query } from "@/lib/platform/operation/operation";

/** Whose account a link opens, for the page it leads to; NotFound when it does not work any more. */
export const readLink = query({
  name: "links.read",
  summary: "Whose account a link opens",
  permission: linksUse,
  secrets: true,
  input: z.strictObject({ kind: z.enum(["setup", "invitation", "reset", "emergency"]), key: linkKey }),
  run: async ({ tx, now }, { kind, key }) => {
    if (kind === "setup" && (await hasAdministrator(tx))) throw new NotFound();
    const { person } = await findLink(tx, kind, key, now);
    return { name: person?.name ?? null, email: person?.email ?? null };
  },
});
