import { sealedForm } from "@/lib/platform/audit/personal";
import type { ChangedRow } from "@/tests/access/changed-rows";
import { noted, unaudited } from "@/tests/support/written";

// What the audit trail has to say of what a transaction changed: every changed column of every changed row, and no other.

type Row = Readonly<Record<string, unknown>>;

type Reasons = Readonly<Record<string, string>>;

const secret = "a secret";
const byDigest = "told by its digest; what has that digest never changes";
const ofPart = "every part has it from what it is";
const device = "what the browser's device said of itself";
const ofMethod = "follows from the method in force, which is told where it is set";

/** Columns that an entry leaves out, each with why. */
const leftOut: Readonly<Record<string, Reasons>> = {
  api_tokens: { secretHash: secret },
  provider_secrets: { secret },
  webhooks: { secret, heardUpTo: "how far the sender of messages has come" },
  assessment_respondents: { codeHash: secret, linkHash: secret },
  authenticators: { secret, lastStep: "which code was used last" },
  recovery_codes: { codeHash: secret },
  passkeys: {
    ...{ publicKey: device, credentialId: device, counter: device, synced: device, backedUp: device },
    transports: device,
  },
  parts: { concept: ofPart },
  part_links: { relation: "the field that names the other part says it" },
  inventory_reviews: { subjectType: ofPart },
  evidence_versions: { fileId: byDigest, size: byDigest, mediaType: byDigest, number: "the next" },
  // A file goes with the evidence that holds it, whose entry tells its digest and unit.
  files: { unitId: "that of the evidence which holds it", waiting: "until something holds it" },
  risk_scores: { kind: "the columns of the risk say it", derived: ofMethod, methodVersion: ofMethod },
  risk_quantifications: {
    ...{ years: ofMethod, currency: ofMethod, methodVersion: ofMethod, seed: ofMethod },
    ...{ figures: "computed from what is told", treatedFigures: "computed from what is told" },
  },
  requirement_texts: { text: "licensed: it leaves no copy", source: "licensed: it leaves no copy" },
  threat_model_drawings: { drawing: byDigest, layout: "where the drawn parts lie" },
  threat_model_versions: { threats: byDigest },
  gate_policy_versions: { text: byDigest, number: "the next", reason: "of a first version always the same" },
  questionnaire_drafts: { content: byDigest, sha256: byDigest },
  questionnaire_versions: { content: byDigest, number: "the next" },
};

/** Rows that are told with the record they are part of: by which column they name it, or by which subject they are told. */
const partOf: Readonly<Record<string, { column: string } | { subject: string }>> = {
  files: { subject: "evidence" },
  settings: { subject: "settings" },
  provider_secrets: { subject: "settings" },
  evidence_versions: { column: "evidenceId" },
  system_parts: { column: "systemId" },
  part_links: { column: "fromId" },
  inventory_reviews: { column: "subjectId" },
  risk_systems: { column: "riskId" },
  risk_scores: { column: "riskId" },
  risk_quantifications: { column: "riskId" },
  risk_reviews: { column: "riskId" },
  control_tests: { column: "controlId" },
  threat_model_drawings: { column: "threatModelId" },
  finding_events: { column: "findingId" },
  gate_policy_versions: { column: "policyId" },
  questionnaire_drafts: { column: "questionnaireId" },
  questionnaire_versions: { column: "questionnaireId" },
  classification_answers: { column: "classificationId" },
  requirement_texts: { subject: "licensed-texts" },
  recovery_codes: { column: "personId" },
  passkeys: { column: "personId" },
  authenticators: { column: "personId" },
  identities: { column: "personId" },
};

/** What every row has, or has from what it is part of. */
const usual = ["id", "unitId", "createdAt", "updatedAt", "createdById", "version"];
/** Tables that are told under another word than their own. */
const subjects: Readonly<Record<string, string>> = {
  api_tokens: "tokens",
  custom_roles: "roles",
};

interface Entry {
  action: string;
  subjectType: string;
  subjectId: string | null;
  before: Row | null;
  after: Row | null;
}

/** Returns what is wrong between the rows that one transaction changed and the entries that it left; empty when nothing is. */
export function silentChanges(rows: readonly ChangedRow[]): string[] {
  const entries = rows.flatMap(({ table, after }) =>
    table === "audit_entries" && after ? [entryOf(after)] : [],
  );
  return rows
    .filter((row) => !unaudited.has(row.table) && !isOnlyNoted(row))
    .flatMap((row) => faultsOf(row, entries));
}

function isOnlyNoted({ before, after }: ChangedRow): boolean {
  if (before === null || after === null) return false;
  return Object.keys(after).every((column) => noted.includes(column) || same(before[column], after[column]));
}

function entryOf(row: Row): Entry {
  const text = JSON.parse(String(row["text"])) as Pick<Entry, "before" | "after">;
  const [action, subjectType] = [String(row["action"]), String(row["subjectType"])];
  return { action, subjectType, subjectId: row["subjectId"] as string | null, ...text };
}

function faultsOf(row: ChangedRow, entries: readonly Entry[]): string[] {
  const { table, before, after } = row;
  const held = (after ?? before) as Row;
  const own = entries.filter(({ subjectId }) => subjectId !== null && subjectId === held["id"]);
  if (own.length > 0) return differences(row, asTold(table, own));
  const part = partOf[table];
  const whole = entries.filter(({ subjectId, subjectType }) =>
    part && "column" in part ? subjectId === held[part.column] : subjectType === part?.subject,
  );
  if (whole.length === 0) return [`${table}: ${kindOf(row)} without an entry`];
  return missing(opened(row), whole, part && "column" in part ? [...usual, part.column] : usual);
}

/** Returns the row of a setting with what it holds beside its key, as its entry tells it. */
function opened(row: ChangedRow): ChangedRow {
  if (row.table !== "settings" || row.after === null) return row;
  const { value, ...rest } = row.after;
  return { ...row, after: { ...rest, ...(value as Row) } };
}

/** Of entries about several things with one id, those about this table. */
function asTold(table: string, own: readonly Entry[]): readonly Entry[] {
  const named = own.filter(
    ({ subjectType }) => subjectType === (subjects[table] ?? table.replaceAll("_", "-")),
  );
  return named.length > 0 ? named : own;
}

const kindOf = ({ before, after }: ChangedRow) =>
  before === null ? "new" : after === null ? "gone" : "changed";

/** What the entries of a record say of it, against its row. */
function differences(row: ChangedRow, entries: readonly Entry[]): string[] {
  const { table } = row;
  // Of several entries the first to speak of a column says what it was, the last what it is.
  const isNew = entries[0]?.before === null;
  const told: Record<"before" | "after", Record<string, unknown>> = {
    before: isNew ? {} : Object.assign({}, ...entries.map((entry) => entry.before).reverse()),
    after: Object.assign({}, ...entries.map((entry) => entry.after)),
  };
  const faults: string[] = [];
  const columns = Object.keys((row.after ?? row.before) as Row);
  for (const column of columns) {
    if (leftOut[table]?.[column]) continue;
    for (const when of ["before", "after"] as const) {
      const value = row[when]?.[column] ?? null;
      // Of what did not change an entry need not speak.
      const changed = !same(row.before?.[column], row.after?.[column]);
      if (!(column in told[when]) && !changed) continue;
      if (!same(value, told[when][column]))
        faults.push(`${table}.${column}: ${when} ${words(value)}, told ${words(told[when][column])}`);
    }
  }
  return faults;
}

/** What of a part's row no entry of its record says; what is told without a subject of its own says it in one of the two states. */
function missing(row: ChangedRow, entries: readonly Entry[], given: readonly string[]): string[] {
  const faults: string[] = [];
  for (const when of ["before", "after"] as const) {
    const other = when === "before" ? "after" : "before";
    for (const [column, value] of Object.entries(row[when] ?? {})) {
      if (value === null || same(value, row[other]?.[column])) continue;
      if (given.includes(column) || leftOut[row.table]?.[column]) continue;
      if (!entries.some((entry) => says(entry.subjectId === null ? entry : entry[when], column, value)))
        faults.push(`${row.table}.${column}: ${when} ${words(value)}, not told`);
    }
  }
  return faults;
}

function says(told: unknown, column: string, value: unknown): boolean {
  if (typeof told !== "object" || told === null) return typeof value === "string" && same(told, value);
  // A record may call what a part of it holds by a longer name: "currentScore" is the score of its newest scoring.
  const isNamed = (key: string) =>
    key === column || key.toLowerCase().endsWith(column.toLowerCase()) || `${key}s` === column;
  return Object.entries(told).some(
    ([key, held]) => (isNamed(key) && same(held, value)) || says(held, column, value),
  );
}

/** Whether two values are the same, a name being written under the key of its person, and whichever of the two forms of an instant or of nothing they have. */
function same(one: unknown, other: unknown): boolean {
  if (typeof one === "string" && typeof other === "string" && other.startsWith(sealedForm)) return true;
  return JSON.stringify(plain(one)) === JSON.stringify(plain(other));
}

function plain(value: unknown): unknown {
  if (value === undefined || value === null) return null;
  if (Array.isArray(value)) return value.length === 0 ? null : value.map(plain);
  if (typeof value === "object")
    return Object.fromEntries(
      Object.entries(value)
        .map(([key, held]) => [key, plain(held)])
        .sort(),
    );
  if (typeof value === "bigint" || typeof value === "number") return String(value);
  if (typeof value !== "string") return value;
  if (/^\d{4}-\d\d-\d\d$/.test(value)) return `${value}T00:00:00.000Z`;
  if (/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:\d\d)$/.test(value))
    return new Date(value).toISOString();
  return value;
}

const words = (value: unknown) => JSON.stringify(value ?? null).slice(0, 80);
