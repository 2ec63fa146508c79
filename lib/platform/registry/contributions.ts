import "server-only";
import { unitsWith } from "@/lib/platform/access/actor";
import type { Permission } from "@/lib/platform/access/permission";
import type { Transaction } from "@/lib/platform/database/client";
import { NotFound } from "@/lib/platform/errors/public-error";
import type { Context } from "@/lib/platform/operation/operation";
import type { CellWords } from "@/lib/platform/register/cell-words";
import type { Block } from "@/lib/platform/report/model";

/** A record as other concepts name it: in a task, a comment, a search result. */
export interface FoundRecord {
  id: string;
  /** The short reference, such as R-0012. */
  ref: string;
  name: string;
  unitId: string;
  /** Who answers for it, if anybody. */
  ownerId: string | null;
  /** Where it is shown, when that is not below its own type. */
  href?: string;
}

/** One kind of record that tasks, comments, watchers and searches may be about. */
export interface RecordKind {
  /** As in the address and the audit trail: "risks". */
  type: string;
  /** As people say it: "risk". */
  one: string;
  /** What it takes to read one. */
  read: Permission;
  /** A part of another record, which a search finds in its place. */
  part?: true;
  /** Those of these records that the actor may see; others are left out. */
  find(context: Context, ids: readonly string[]): Promise<FoundRecord[]>;
  /** In which further units whoever may read its kind reads this one, too, and why: "used by Claims triage". */
  alsoReadIn?(context: Context, record: FoundRecord): Promise<{ units: string[]; why: string }[]>;
}

/** What a search finds beside records: it lies in reference data, where the index of the database does not reach. */
export interface SoughtKind {
  /** As in the address of a search: "requirements". */
  type: string;
  /** As people say it: "requirement". */
  one: string;
  /** What it takes to read one. */
  read: Permission;
  /** Those that the actor may see and in which every word begins a word, the best first; words come plain. */
  find(context: Context, words: readonly string[]): Promise<FoundRecord[]>;
}

/** The value that an organisation gives a condition of a gate: a number, some of its options, or none. */
type GateValue = number | string[] | null;

/** What a condition may be set to: a whole number, some of a list, or nothing. */
export type GateParameter =
  | { kind: "number"; label: string; min: number; max: number; initial: number }
  | {
      kind: "choices";
      label: string;
      options: readonly { value: string; label: string }[];
      initial: readonly string[];
    };

/** An AI system at a gate: its facts as they would be after the move. */
export type GateSubject = Readonly<Record<string, unknown>> & { id: string; unitId: string };

/** What was found at a gate; unknown never counts as holding. */
export interface GateFinding {
  state: "holds" | "fails" | "unknown";
  found: string;
  /** Where to mend it, as an address of the workspace. */
  mend?: string;
}

/** A condition that an organisation may set for a stage of an AI system's life. */
export interface GateCondition {
  /** Stored with every move, so it never changes: "risks.scored". */
  key: string;
  label: string;
  parameter?: GateParameter;
  /** As a mere warning it would have no effect. */
  requiredOnly?: true;
  check(context: Context, system: GateSubject, value: GateValue): Promise<GateFinding>;
}

/** What a concept adds to the report of a record of another. */
export interface AddedBlocks {
  /** The concept whose records these are: "threat-models". */
  concept: string;
  blocks(context: Context, id: string, words: CellWords): Promise<readonly Block[]>;
}

/** An answer that the records give to a question of a questionnaire; it counts once a person confirms it. */
export interface KnownAnswer {
  /** The question by its key. */
  question: string;
  value: string | readonly string[] | readonly Readonly<Record<string, string | number | null>>[];
  /** What says so, in a sentence. */
  source: string;
  /** When that was so. */
  at: Date;
}

/** What a concept knows of the questions of a shipped questionnaire. */
export interface KnownAnswers {
  /** The questionnaire by its key: "cicd-security-checklist". */
  questionnaire: string;
  /** The answers about an AI system; nothing is said where the records do not show it. */
  answers(context: Pick<Context, "tx" | "now">, systemId: string): Promise<readonly KnownAnswer[]>;
}

/** What is removed once it was kept for as long as the organisation wants; never a record of the register. */
export interface RetentionKind {
  /** As the setting names it: "sessions". */
  key: string;
  /** How many there are from before that instant, and when the oldest of them was made. */
  find(tx: Transaction, before: Date): Promise<{ count: number; oldest: Date | null }>;
  /** Removes at most so many of them; returns how many. */
  remove(tx: Transaction, before: Date, most: number): Promise<number>;
}

/** What concepts to the right hand to mechanisms on their left, through their module. */
export interface Contributions {
  records: readonly RecordKind[];
  /** What a search finds beside them. */
  alsoFound: readonly RecordKind[];
  /** What a search finds that is no record. */
  sought: readonly SoughtKind[];
  gateConditions: readonly GateCondition[];
  addedBlocks: readonly AddedBlocks[];
  knownAnswers: readonly KnownAnswers[];
  retention: readonly RetentionKind[];
}

// The web server loads modules once for pages and once for the API. Each keeps its own, and what was loaded by neither
// finds those of the other.
let own: Contributions | undefined;
const shared = globalThis as { plumblineContributions?: Contributions };

/** Makes what the modules contribute known; called once by the registry. */
export function contribute(contributions: Contributions): void {
  own = contributions;
  shared.plumblineContributions ??= contributions;
}

/** Returns what the modules contribute; throws when no registry was loaded in this process. */
function contributions(): Contributions {
  const known = own ?? shared.plumblineContributions;
  if (!known) throw new Error("No registry was loaded: import lib/registry at the door.");
  return known;
}

/** Returns a record of any kind that tasks and comments may be about; throws NotFound outside the actor's scope. */
export async function findRecord(
  context: Context,
  key: { subjectType: string; subjectId: string },
): Promise<FoundRecord & { kind: RecordKind }> {
  const found = (await findRecords(context, [key])).get(key.subjectId);
  if (!found) throw new NotFound();
  return found;
}

/** Returns any record that a search finds; throws NotFound outside the actor's scope. */
export async function findAnyRecord(
  context: Context,
  key: { subjectType: string; subjectId: string },
): Promise<FoundRecord & { kind: RecordKind }> {
  const found = (await findRecords(context, [key], foundKinds())).get(key.subjectId);
  if (!found) throw new NotFound();
  return found;
}

/** Returns every kind of record that can be named: what tasks may be about, and what else is found. */
export function namedKinds(): readonly RecordKind[] {
  const { records, alsoFound } = contributions();
  return [...records, ...alsoFound];
}

/** Returns the kinds of record that a search finds. */
export function foundKinds(): readonly RecordKind[] {
  return namedKinds().filter(({ part }) => !part);
}

/** Returns what a search finds that is no record. */
export function soughtKinds(): readonly SoughtKind[] {
  return contributions().sought;
}

/** Returns where a record is shown, as an address of the workspace. */
export function hrefOf({ type }: Pick<RecordKind, "type">, { id, href }: FoundRecord): string {
  return href ?? `/${type}/${id}`;
}

/** Returns the conditions that gates may set, in the order of the modules. */
export function gateConditions(): readonly GateCondition[] {
  return contributions().gateConditions;
}

/** Returns the kinds of what is removed after a time, in the order of the modules. */
export function retentionKinds(): readonly RetentionKind[] {
  return contributions().retention;
}

/** Returns what the records know of a questionnaire, in the order of the modules; empty where they know nothing of it. */
export function knownAnswersTo(questionnaire: string): readonly KnownAnswers[] {
  return contributions().knownAnswers.filter((one) => one.questionnaire === questionnaire);
}

/** Returns what other concepts add to the report of a record, in the order of the modules. */
export async function contributedBlocks(
  concept: string,
  context: Context,
  id: string,
  words: CellWords,
): Promise<Block[]> {
  const blocks: Block[] = [];
  for (const one of contributions().addedBlocks)
    if (one.concept === concept) blocks.push(...(await one.blocks(context, id, words)));
  return blocks;
}

/** Returns the records that the actor may see, by id, each with its kind; of those that tasks may be about unless told otherwise. */
export async function findRecords(
  context: Context,
  keys: readonly { subjectType: string; subjectId: string }[],
  kinds: readonly RecordKind[] = contributions().records,
): Promise<Map<string, FoundRecord & { kind: RecordKind }>> {
  const found = new Map<string, FoundRecord & { kind: RecordKind }>();
  for (const kind of kinds) {
    const ids = keys.filter(({ subjectType }) => subjectType === kind.type).map(({ subjectId }) => subjectId);
    if (ids.length === 0) continue;
    // What it takes to read one of its kind decides, whatever the operation asks for.
    const narrow = { ...context, units: unitsWith(context.actor, kind.read) };
    for (const record of await kind.find(narrow, [...new Set(ids)]))
      found.set(record.id, { ...record, kind });
  }
  return found;
}
