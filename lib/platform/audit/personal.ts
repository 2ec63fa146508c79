import "server-only";
import type { Change, StoredChange } from "@/lib/platform/audit/change";
import { madePersonKeys, personKeys } from "@/lib/platform/audit/person-key";
import { decrypt, encrypt } from "@/lib/platform/crypto/sealed";
import type { Transaction } from "@/lib/platform/database/client";

// What names a person stands in the chain under a key of that person's own. Destroying the key leaves every hash as it
// was, and the text unreadable.

/** The kinds of subject that tell of a person, and whose they are: their own id, or the person they belong to. */
const ofPeople: ReadonlySet<string> = new Set(["people", "sessions", "tokens", "grants"]);
const naming: ReadonlySet<string> = new Set(["name", "email", "jobTitle", "userAgent", "address"]);
/** How a text that was encrypted under the key of a person begins. */
export const sealedForm = "person1.";

/** What stands in the place of a value of somebody who was erased. */
export const erasedWord = "(erased)";

/** Returns how a person is called where their name is not written: "Person 7f3a", by the end of the id. */
export function pseudonym(personId: string): string {
  return `Person ${personId.slice(-4)}`;
}

type State = Change["after"];
type Rewrite = (text: string, personId: string) => string;

/** Returns the changes as the chain takes them: what names a person is encrypted under that person's key. */
export async function sealPersonal(changes: readonly Change[]): Promise<readonly Change[]> {
  const whose = new Set(changes.flatMap((change) => personOf(change.subject, change) ?? []));
  if (whose.size === 0) return changes;
  const keys = await madePersonKeys([...whose]);
  const sealed: Rewrite = (text, personId) => {
    const key = keys.get(personId);
    return key ? sealedForm + encrypt(key, text, bindingOf(personId)) : erasedWord;
  };
  return changes.map((change) => {
    const personId = personOf(change.subject, change);
    if (personId === null) return change;
    return {
      ...change,
      before: rewritten(change.before, personId, sealed) as State,
      after: rewritten(change.after, personId, sealed) as State,
    };
  });
}

interface StoredEntry {
  subjectType: string;
  subjectId: string | null;
  text: string;
}

/**
 * Returns the changes of stored entries to be read. What names somebody who was erased is replaced by a word, also in
 * entries that were written before names were encrypted.
 */
export async function readPersonal(
  tx: Transaction,
  entries: readonly StoredEntry[],
): Promise<readonly StoredChange[]> {
  const parsed = entries.map(({ subjectType, subjectId, text }) => {
    const change = JSON.parse(text) as StoredChange;
    return { change, personId: personOf({ type: subjectType, id: subjectId }, change) };
  });
  const whose = [...new Set(parsed.flatMap(({ personId }) => personId ?? []))];
  if (whose.length === 0) return parsed.map(({ change }) => change);
  const keys = await personKeys(whose);
  const erased = await tx.person.findMany({
    where: { id: { in: whose }, erasedAt: { not: null } },
    select: { id: true },
  });
  const gone = new Set(erased.map(({ id }) => id));
  const opened: Rewrite = (text, personId) => {
    if (gone.has(personId)) return erasedWord;
    if (!text.startsWith(sealedForm)) return text;
    const key = keys.get(personId);
    return key ? decrypt(key, text.slice(sealedForm.length), bindingOf(personId)) : erasedWord;
  };
  return parsed.map(({ change, personId }) =>
    personId === null ? change : (rewritten(change, personId, opened) as StoredChange),
  );
}

function personOf(
  { type, id }: { type: string; id: string | null },
  { before, after }: { before: object | null; after: object | null },
): string | null {
  if (!ofPeople.has(type)) return null;
  if (type === "people") return id;
  const { personId } = (after ?? before ?? {}) as { personId?: unknown };
  return typeof personId === "string" ? personId : null;
}

function rewritten(value: unknown, personId: string, rewrite: Rewrite, key = ""): unknown {
  if (typeof value === "string") return naming.has(key) ? rewrite(value, personId) : value;
  if (Array.isArray(value)) return value.map((item) => rewritten(item, personId, rewrite, key));
  if (typeof value !== "object" || value === null || value instanceof Date) return value;
  return Object.fromEntries(
    Object.entries(value).map(([name, held]) => [name, rewritten(held, personId, rewrite, name)]),
  );
}

function bindingOf(personId: string): Buffer {
  return Buffer.from(JSON.stringify([sealedForm, personId]));
}
