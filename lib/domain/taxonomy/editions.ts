import "server-only";
import * as z from "zod";
import { frameworksInForce } from "@/lib/domain/frameworks/queries/in-force";
import { shippedFrameworks, shippedTable } from "@/lib/domain/frameworks/queries/shipped";
import type { EditionChange } from "@/lib/domain/taxonomy/schema";
import type { Cited } from "@/lib/domain/threat-models/schema";
import type { Transaction } from "@/lib/platform/database/client";

/** What stands in a newer edition in the place of an id; null where that edition has nothing in its place. */
export interface Successor {
  framework: string;
  edition: string;
  id: string | null;
  name: string | null;
  change: EditionChange;
  /** Who says so. */
  basis: string;
}

/** The newest edition of a list of threats, as far as Plumbline knows one. */
interface Edition {
  framework: string;
  edition: string;
  names: ReadonlyMap<string, string>;
}

/** What is known of newer editions. */
export interface Editions {
  /** Returns what stands in the place of a cited id; null where it is of the newest edition, or nothing is known of it. */
  successorOf(cited: Cited): Successor | null;
  /** Returns the newest edition of the list that an id is of. */
  newestFor(cited: Cited): Edition | null;
}

const llmRow = z.object({ id: z.string(), name: z.string(), id_2026: z.string() });
const atlasRow = z.object({
  id: z.string(),
  name: z.string(),
  status_in_2026_09: z.string(),
  name_in_2026_09: z.string(),
});

let knownLlm: ReadonlyMap<string, z.output<typeof llmRow>> | undefined;
let knownAtlas: ReadonlyMap<string, z.output<typeof atlasRow>> | undefined;

function llmRows() {
  knownLlm ??= new Map(shippedTable(`threats/${owasp2025}.csv`, llmRow).map((row) => [row.id, row]));
  return knownLlm;
}

function atlasRows() {
  knownAtlas ??= new Map(shippedTable("threats/atlas-techniques.csv", atlasRow).map((row) => [row.id, row]));
  return knownAtlas;
}

const [owasp2025, owasp2026, atlas] = ["owasp-llm-2025", "owasp-llm-2026", "mitre-atlas"] as const;

/**
 * Returns what is known of newer editions: of the OWASP Top 10 for LLM applications by its own map, of MITRE ATLAS by a newer
 * release that was imported under a key beginning with "mitre-atlas-", else by what is reported of the release 2026.09.
 */
export async function editionsKnown(tx: Transaction): Promise<Editions> {
  const imported = (await frameworksInForce(tx))
    .filter(({ key, origin }) => origin !== null && key.startsWith(`${atlas}-`))
    .toSorted((a, b) => ((a.origin?.appliedAt ?? "") < (b.origin?.appliedAt ?? "") ? 1 : -1))[0];
  const release = imported && {
    ...{ framework: imported.key, edition: imported.version },
    names: new Map(imported.requirements.map(({ ref, title }) => [ref, title])),
    replaced: replacedIn(imported.requirements),
  };
  const shipped = { [owasp2026]: shippedEdition(owasp2026), [atlas]: shippedEdition(atlas) };
  return {
    newestFor: ({ framework }) => {
      if (framework === owasp2025 || framework === owasp2026) return shipped[owasp2026];
      return framework.startsWith(atlas) ? (release ?? shipped[atlas]) : null;
    },
    successorOf: (cited) => {
      if (cited.framework === owasp2025) return llmSuccessor(cited.id, shipped[owasp2026]);
      if (!cited.framework.startsWith(atlas)) return null;
      if (!release) return reported(cited);
      if (cited.framework === release.framework && cited.edition === release.edition) return null;
      return inRelease(cited, release, shipped[atlas]);
    },
  };
}

function shippedEdition(key: string): Edition {
  const found = shippedFrameworks().find((one) => one.key === key);
  return {
    ...{ framework: key, edition: found?.version ?? "" },
    names: new Map(found?.requirements.map(({ ref, title }) => [ref, title])),
  };
}

function llmSuccessor(id: string, { framework, edition, names }: Edition): Successor | null {
  const row = llmRows().get(id);
  if (!row) return null;
  const name = names.get(row.id_2026) ?? null;
  const number = (ref: string) => ref.split(":")[0];
  const change = number(id) !== number(row.id_2026) ? "renumbered" : name === row.name ? "same" : "renamed";
  return { framework, edition, id: row.id_2026, name, change, basis: "The list's own map of both editions" };
}

interface Release extends Edition {
  /** By an id that is gone, the one that says it replaces it. */
  replaced: ReadonlyMap<string, string>;
}

const replaces = /\bReplaces ((?:AML\.[A-Z]+\d+(?:\.\d+)?(?:, )?)+)/g;

// A line of the release may say in its notes which ids it stands for: "Replaces AML.T0019."
function replacedIn(lines: readonly { ref: string; notes: readonly string[] }[]): Map<string, string> {
  const pairs = lines.flatMap(({ ref, notes }) =>
    notes.flatMap((note) =>
      [...note.matchAll(replaces)].flatMap(([, ids = ""]) => ids.split(", ").map((id) => [id, ref] as const)),
    ),
  );
  return new Map(pairs);
}

function inRelease(
  { id, name: was }: Cited,
  { framework, edition, names, replaced }: Release,
  shipped: Edition,
): Successor {
  const basis = `The imported release ${edition}`;
  const known = names.get(id);
  if (known !== undefined) {
    const former = was ?? shipped.names.get(id);
    return { framework, edition, id, name: known, change: former === known ? "same" : "renamed", basis };
  }
  const instead = replaced.get(id) ?? null;
  const name = instead === null ? null : (names.get(instead) ?? null);
  return {
    framework,
    edition,
    id: instead,
    name,
    change: instead === null ? "retired" : "renumbered",
    basis,
  };
}

const reportedRelease = "2026.09";

// Without the release itself: only what is reported to have changed, and said to be unverified.
function reported({ framework, edition, id }: Cited): Successor | null {
  if (framework !== atlas || edition === reportedRelease) return null;
  const row = atlasRows().get(id);
  const status = row?.status_in_2026_09.split(";") ?? [];
  const basis = "Reported by third parties, not verified";
  const to = { framework, edition: reportedRelease, basis };
  if (status.includes("retired")) return { ...to, id: null, name: null, change: "retired" };
  if (!status.includes("renamed")) return null;
  return { ...to, id, name: row?.name_in_2026_09 ?? null, change: "renamed" };
}
