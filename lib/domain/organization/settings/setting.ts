import "server-only";
import type * as z from "zod";
import type { Change } from "@/lib/platform/audit/change";
import type { Transaction } from "@/lib/platform/database/client";
import { Prisma } from "@/lib/platform/database/generated/client";
import { Conflict, Forbidden } from "@/lib/platform/errors/public-error";
import type { Context } from "@/lib/platform/operation/operation";

/** A setting of the organisation: its key, its shape, and what holds until somebody sets it. */
export interface SettingDefinition<T> {
  key: string;
  shape: z.ZodType<T>;
  initial: T;
}

/** Returns the newest value of a setting and its version number; 0 for the initial one. */
export async function readSetting<T>(
  tx: Transaction,
  setting: SettingDefinition<T>,
): Promise<{ value: T; version: number }> {
  const row = await tx.setting.findFirst({
    where: { key: setting.key },
    orderBy: { version: "desc" },
    select: { value: true, version: true },
  });
  return row
    ? { value: setting.shape.parse(row.value), version: row.version }
    : { value: setting.initial, version: 0 };
}

const mostVersions = 200;

/** A version of a setting, with the value that it replaced. */
interface SettingVersion<T> {
  version: number;
  reason: string | null;
  setBy: string;
  setAt: string;
  value: T;
  before: T;
}

/** Returns the newest 200 versions of a setting, newest first. */
export async function settingVersions<T>(
  tx: Transaction,
  { key, shape, initial }: SettingDefinition<T>,
): Promise<SettingVersion<T>[]> {
  const rows = await tx.setting.findMany({
    where: { key },
    orderBy: { version: "desc" },
    take: mostVersions + 1,
  });
  const people = await tx.person.findMany({
    where: { id: { in: rows.flatMap(({ createdById }) => createdById ?? []) } },
    select: { id: true, name: true },
  });
  return rows.slice(0, mostVersions).map(({ version, reason, createdById, createdAt, value }, i) => ({
    version,
    reason,
    setBy: people.find(({ id }) => id === createdById)?.name ?? "Plumbline",
    setAt: createdAt.toISOString(),
    value: shape.parse(value),
    before: rows[i + 1] ? shape.parse(rows[i + 1]?.value) : initial,
  }));
}

/**
 * Writes the next version of a setting and returns it with its change for the audit trail. Throws Forbidden unless the
 * actor holds the permission for the whole organisation, Conflict with the current value unless `seen` is the newest version.
 */
export async function saveSetting<T extends object>(
  context: Context,
  setting: SettingDefinition<T>,
  seen: number,
  value: T,
  reason: string | null = null,
): Promise<{ value: T; version: number; change: Change }> {
  const root = await assertForAll(context);
  const before = await readSetting(context.tx, setting);
  const lost = () =>
    new Conflict("Somebody changed these settings after you opened them. Compare and save again.", {
      ...before.value,
      version: before.version,
    });
  if (before.version !== seen) throw lost();
  const version = seen + 1;
  try {
    const row = {
      key: setting.key,
      version,
      value: value as Prisma.InputJsonObject,
      reason,
      createdById: context.actor.personId,
    };
    await context.tx.setting.create({ data: row });
  } catch (error) {
    if (error instanceof Prisma.PrismaClientKnownRequestError && error.code === "P2002") throw lost();
    throw error;
  }
  const subject = { type: "settings", id: null, unitId: root };
  const change = {
    subject,
    before: { key: setting.key, ...before.value },
    after: { key: setting.key, ...value, ...(reason ? { reason } : {}) },
  };
  return { value, version, change };
}

/** Returns the id of the top unit; throws Forbidden unless the actor holds the permission there. */
export async function assertForAll({ tx, actor, units }: Context): Promise<string> {
  const root = await topUnit(tx);
  if (actor.kind === "system" || units.includes(root)) return root;
  throw new Forbidden("Settings belong to the whole organisation. Ask an administrator of the top unit.");
}

/** Returns the id of the unit at the top of the tree: the organisation itself. */
export async function topUnit(tx: Transaction): Promise<string> {
  const { id } = await tx.unit.findFirstOrThrow({ where: { parentId: null }, select: { id: true } });
  return id;
}
