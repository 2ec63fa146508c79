import "server-only";
import type { Json } from "@/lib/domain/inventory/boms/formats/json";
import { readBom } from "@/lib/domain/inventory/boms/formats/read-bom";
import { type BomEntry, entriesOf } from "@/lib/domain/inventory/boms/mapping/entries";
import { compare, type Finding } from "@/lib/domain/inventory/boms/reconcile/compare";
import { keysOf, type Match, matchEntries } from "@/lib/domain/inventory/boms/reconcile/match";
import { partRecords, type StoredRecord, systemRecords } from "@/lib/domain/inventory/boms/records";
import { type Choice, choices, matches as matchesShape } from "@/lib/domain/inventory/boms/schema";
import type { Bom } from "@/lib/platform/database/generated/client";
import { NotFound } from "@/lib/platform/errors/public-error";
import type { Context } from "@/lib/platform/operation/operation";
import { storage } from "@/lib/platform/storage/storage";

/** What a document says beside what the register says now. */
export interface Comparison {
  document: Json;
  entries: readonly BomEntry[];
  matches: ReadonlyMap<string, Match>;
  /** The system that the document is about; null for a whole inventory. */
  system: StoredRecord | null;
  /** Where new records go. */
  unitId: string;
  records: readonly StoredRecord[];
  /** Differences about which nobody has said that ours is kept. */
  open: Finding[];
  kept: Finding[];
  /** What was last decided about a difference on these very words, by its key. */
  decided: ReadonlyMap<string, Choice>;
}

type Remembered = Pick<Bom, "systemId" | "unitId" | "sha256" | "matches" | "choices">;

/** Returns the stored document; throws Invalid when it cannot be read. */
export async function storedDocument(sha256: string) {
  return readBom(await new Response(await storage().get(sha256)).text());
}

/** Compares a stored bill of materials with the register as it is now; throws NotFound where the system is out of reach. */
export async function compareStored(context: Context, bom: Remembered): Promise<Comparison> {
  const { document } = await storedDocument(bom.sha256);
  const system =
    bom.systemId === null ? null : ((await systemRecords(context, { id: bom.systemId }))[0] ?? null);
  if (bom.systemId !== null && !system) throw new NotFound();
  const entries = entriesOf(document, system ? "system" : "inventory");
  const parts = await partRecords(context, {});
  const records = system ? parts : [...parts, ...(await systemRecords(context, {}))];
  const unitId = system?.unitId ?? bom.unitId;
  const matches = matchEntries(entries, records, matchesShape.parse(bom.matches));
  const findings = compare({ actor: context.actor, entries, matches, records, system, unitId });
  const decided = choices.parse(bom.choices);
  const held = new Map(
    findings.flatMap(({ key, theirs }) => {
      const choice = decided[key];
      // It was decided on these words; against others it is a new question.
      return choice?.theirs === theirs ? [[key, choice] as const] : [];
    }),
  );
  const kept = findings.filter(({ key }) => held.get(key)?.choice === "keep");
  return {
    document,
    entries,
    matches,
    system,
    unitId,
    records,
    kept,
    decided: held,
    open: findings.filter((one) => !kept.includes(one)),
  };
}

/** Returns which record stands for which component, to be remembered. */
export function rememberedMatches({ entries, matches, system }: Comparison): Record<string, string> {
  return Object.fromEntries(
    entries.flatMap((entry) => {
      const own = entry.concept === "systems" ? system?.id : undefined;
      const id = own ?? matches.get(entry.ref)?.record?.id;
      return id === undefined ? [] : keysOf(entry).map((key): [string, string] => [key, id]);
    }),
  );
}
