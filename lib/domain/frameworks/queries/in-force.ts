import "server-only";
import * as z from "zod";
import { actKey, requirementsIn, shippedFrameworks } from "@/lib/domain/frameworks/queries/shipped";
import type { Framework } from "@/lib/domain/frameworks/schema";
import { requirementOf } from "@/lib/domain/frameworks/versions/rules";
import { storedLine } from "@/lib/domain/frameworks/versions/schema";
import type { Transaction } from "@/lib/platform/database/client";
import type { FrameworkVersion } from "@/lib/platform/database/generated/client";
import { NotFound } from "@/lib/platform/errors/public-error";

const storedLines = z.array(storedLine);

/** How many versions stay unfolded in memory; what a version says never changes. */
const mostKept = 30;
const kept = new Map<string, Framework["requirements"]>();

/** Returns the edition of the EU AI Act that was applied last, or null while the shipped one is in force. */
export function appliedAct(tx: Transaction) {
  return tx.lawVersion.findFirst({
    where: { appliedAt: { not: null } },
    orderBy: [{ appliedAt: "desc" }, { id: "desc" }],
    select: { id: true, edition: true, digest: true },
  });
}

/** Returns the framework of the EU AI Act in the edition that is in force. */
export async function actInForce(tx: Transaction): Promise<Framework> {
  const shipped = shippedFrameworks().find(({ key }) => key === actKey);
  if (!shipped) throw new Error("The EU AI Act is not among the shipped frameworks.");
  const applied = await appliedAct(tx);
  if (!applied) return shipped;
  const requirements = await unfolded(applied.id, async () => {
    const { requirements: text } = await tx.lawVersion.findUniqueOrThrow({
      where: { id: applied.id },
      select: { requirements: true },
    });
    return requirementsIn(actKey, text);
  });
  return { ...shipped, version: applied.edition, requirements };
}

async function unfolded(id: string, read: () => Promise<Framework["requirements"]>) {
  const found = kept.get(id);
  if (found) return found;
  const requirements = await read();
  const [oldest] = kept.keys();
  if (kept.size >= mostKept && oldest !== undefined) kept.delete(oldest);
  kept.set(id, requirements);
  return requirements;
}

async function shippedInForce(tx: Transaction): Promise<readonly Framework[]> {
  const act = await actInForce(tx);
  return shippedFrameworks().map((one) => (one.key === actKey ? act : one));
}

/** Returns the id of the version of each imported framework that is in force, by the framework's key. */
export async function versionsInForce(tx: Transaction): Promise<Map<string, string>> {
  const found = await tx.frameworkVersion.findMany({
    where: { appliedAt: { not: null } },
    select: { id: true, key: true, withdrawnAt: true },
    orderBy: [{ appliedAt: "desc" }, { id: "desc" }],
  });
  const newest = new Map(found.toReversed().map((one) => [one.key, one]));
  return new Map([...newest].flatMap(([key, { id, withdrawnAt }]) => (withdrawnAt ? [] : [[key, id]])));
}

/** Returns every framework that can be read now: those that Plumbline comes with, the EU AI Act as it is in force, and the imported ones in force by their names. */
export async function frameworksInForce(tx: Transaction): Promise<readonly Framework[]> {
  const ids = [...(await versionsInForce(tx)).values()];
  const shipped = await shippedInForce(tx);
  if (ids.length === 0) return shipped;
  const found = await tx.frameworkVersion.findMany({
    where: { id: { in: ids } },
    omit: { lines: true },
    orderBy: [{ name: "asc" }, { id: "asc" }],
  });
  const imported: Framework[] = [];
  for (const one of found) imported.push(await frameworkOf(tx, one));
  return [...shipped, ...imported];
}

/** Returns the framework with this key; throws NotFound. */
export async function frameworkNamed(tx: Transaction, key: string): Promise<Framework> {
  const shipped = (await shippedInForce(tx)).find((one) => one.key === key);
  if (shipped) return shipped;
  const id = (await versionsInForce(tx)).get(key);
  const found = id && (await tx.frameworkVersion.findUnique({ where: { id }, omit: { lines: true } }));
  if (!found) throw new NotFound();
  return frameworkOf(tx, found);
}

/** Returns an imported version as every framework is read. */
export async function frameworkOf(
  tx: Transaction,
  {
    id,
    key,
    name,
    edition,
    publisher,
    format,
    fileName,
    sha256,
    source,
    rights,
    ...more
  }: Omit<FrameworkVersion, "lines">,
): Promise<Framework> {
  const requirements = await unfolded(id, async () =>
    (await linesOf(tx, id)).map((line) => requirementOf(key, line)),
  );
  const appliedAt = (more.appliedAt ?? more.createdAt).toISOString();
  return {
    ...{ key, name, version: edition, publisher, reports: [], doubts: [], requirements },
    origin: { id, format, fileName, sha256, source, rights, appliedAt },
  };
}

/** Returns the lines of an imported version as they are kept; throws NotFound. */
export async function linesOf(tx: Transaction, id: string) {
  const found = await tx.frameworkVersion.findUnique({ where: { id }, select: { lines: true } });
  if (!found) throw new NotFound();
  return storedLines.parse(found.lines);
}
