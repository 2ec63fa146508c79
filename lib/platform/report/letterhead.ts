import "server-only";
import * as z from "zod";
import type { Transaction } from "@/lib/platform/database/client";

const organisation = z.object({ name: z.string(), timeZone: z.string() });

/** Returns whose report it is and in which zone its days begin: the organisation's setting, else the top unit. */
export async function letterhead(tx: Transaction): Promise<{ organisation: string; timeZone: string }> {
  const row = await tx.setting.findFirst({ where: { key: "organisation" }, orderBy: { version: "desc" } });
  const set = organisation.safeParse(row?.value);
  if (set.success) return { organisation: set.data.name, timeZone: set.data.timeZone };
  const top = await tx.unit.findFirst({ where: { parentId: null }, select: { name: true } });
  return { organisation: top?.name ?? "Organisation", timeZone: "UTC" };
}
