import "server-only";
import type * as z from "zod";
import type { Transaction } from "@/lib/platform/database/client";

/** A setting of the organisation: its key, its shape, and what holds until somebody sets it. */
export interface SettingDefinition<T> {
  key: string;
  shape: z.ZodType<T>;
  initial: T;
}

/** Returns the newest value of a setting and its version number; 0 for the initial one. */
export async function readSetting<T>(tx: Transaction, setting: SettingDefinition<T>): Promise<{ value: T; version: number }> {
  const row = await tx.setting.findFirst({ where: { key: setting.key }, orderBy: { version: "desc" }, select: { value: true, version: true } });
  return row ? { value: setting.shape.parse(row.value), version: row.version } : { value: setting.initial, version: 0 };
}
