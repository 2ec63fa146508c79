import "server-only";
import { plainText } from "@/lib/domain/imports/headings";
import { partAccess, visibleTo as partsVisibleTo } from "@/lib/domain/inventory/parts/access";
import { partConcepts } from "@/lib/domain/inventory/parts/concepts/schema";
import { visibleTo as systemsVisibleTo } from "@/lib/domain/inventory/systems/access";
import type { Context } from "@/lib/platform/operation/operation";
import { refNumber } from "@/lib/platform/register/reference";

/** A record that a cell may name. */
interface Candidate {
  id: string;
  name: string;
  /** Further texts under which it is found: an e-mail address, a path of units, a reference. */
  keys: string[];
}

type Find = (context: Context, names: readonly string[], numbers: readonly number[]) => Promise<Candidate[]>;

interface Source {
  /** As in "There is no vendor …". */
  one: string;
  letter?: string;
  /** What to do when nothing is found. */
  absent: string;
  /** What to do when several records have the name. */
  doubtful: string;
  find: Find;
}

/** What a name stands for: a record, or why it cannot be told. */
export type LookedUp = { id: string } | { problem: string; candidates: readonly string[] };

/** Finds the records that the cells of a file name, a batch at a time, within what the actor may see. */
export class Lookups {
  readonly #context: Context;
  readonly #found = new Map<string, LookedUp>();
  readonly #names = new Map<string, string>();

  constructor(context: Context) {
    this.#context = context;
  }

  /** Returns the name of a record that was found under one of these names. */
  readonly nameOf = (id: string): string | undefined => this.#names.get(id);

  /** Looks up those of the names that are not known yet. */
  async prepare(concept: string, names: Iterable<string>): Promise<void> {
    const source = sources[concept];
    if (!source) throw new Error(`Records of ${concept} cannot be named in a file.`);
    const missing = [...new Set(names)].filter((name) => !this.#found.has(`${concept} ${name}`));
    if (missing.length === 0) return;
    const wanted = new Map(missing.map((name) => [name, keysOf(name)]));
    const numbers = missing.flatMap((name) => numberIn(name, source.letter));
    const candidates = await source.find(this.#context, [...new Set([...wanted.values()].flat())], numbers);
    const byKey = Map.groupBy(
      candidates.flatMap((candidate) => candidate.keys.map((key) => ({ key: key.toLowerCase(), candidate }))),
      ({ key }) => key,
    );
    for (const [name, keys] of wanted) {
      const hits =
        keys.map((key) => byKey.get(key.toLowerCase()) ?? []).find((list) => list.length > 0) ?? [];
      this.#keep(concept, name, source, new Map(hits.map(({ candidate }) => [candidate.id, candidate.name])));
    }
  }

  /** Returns what a prepared name stands for. */
  get(concept: string, name: string): LookedUp {
    return (
      this.#found.get(`${concept} ${name}`) ?? { problem: `"${name}" was not looked up.`, candidates: [] }
    );
  }

  #keep(concept: string, name: string, source: Source, hits: ReadonlyMap<string, string>): void {
    const [only] = hits;
    for (const [id, known] of hits) this.#names.set(id, known);
    const candidates = [...hits.keys()];
    this.#found.set(
      `${concept} ${name}`,
      only && hits.size === 1 ? { id: only[0] } : { problem: fault(source, name, hits.size), candidates },
    );
  }
}

function fault({ one, absent, doubtful }: Source, name: string, hits: number): string {
  const shown = name.length > 80 ? `${name.slice(0, 80)}…` : name;
  return hits > 1
    ? `${hits} records are named "${shown}". ${doubtful}`
    : `There is no ${one} "${shown}". ${absent}`;
}

// "Ada Kern <ada@example.com>" is found by its address alone; everything else by what it says.
function keysOf(name: string): string[] {
  const address = /<\s*([^<>\s]+@[^<>\s]+)\s*>$/.exec(name)?.[1];
  return address ? [address] : [name];
}

function numberIn(name: string, letter: string | undefined): number[] {
  return letter === undefined ? [] : (refNumber(name, letter) ?? []);
}

const select = { id: true, number: true, name: true } as const;

function numbered(
  letter: string,
  found: readonly { id: string; number: number; name: string }[],
): Candidate[] {
  return found.map(({ id, number, name }) => {
    const digits = String(number);
    return {
      id,
      name,
      keys: [name, `${letter}-${digits.padStart(4, "0")}`, `${letter}-${digits}`, `${letter}${digits}`],
    };
  });
}

function named(names: readonly string[], numbers: readonly number[]) {
  return {
    OR: [{ name: { in: [...names], mode: "insensitive" as const } }, { number: { in: [...numbers] } }],
  };
}

const numberedAdvice = (letter: string) => ({
  absent: "Correct the name, or add it to the inventory first.",
  doubtful: `Write the reference, such as ${letter}-0012.`,
});

function partSource({ concept, one, letter }: (typeof partConcepts)[number]): Source {
  return {
    one,
    letter,
    ...numberedAdvice(letter),
    find: async ({ tx, actor }, names, numbers) => {
      const visible = await partsVisibleTo(tx, actor, partAccess(concept));
      const where = { AND: [{ concept }, named(names, numbers), visible] };
      return numbered(letter, await tx.part.findMany({ where, select }));
    },
  };
}

const sources: Readonly<Record<string, Source>> = {
  people: {
    one: "person with an account",
    absent: "Write the e-mail address, or invite them first.",
    doubtful: "Write the e-mail address.",
    async find({ tx }, names) {
      const list = [...names];
      const found = await tx.person.findMany({
        where: {
          status: { not: "disabled" },
          OR: [
            { email: { in: list.map((name) => name.toLowerCase()) } },
            { name: { in: list, mode: "insensitive" } },
          ],
        },
        select: { id: true, name: true, email: true },
      });
      return found.map(({ id, name, email }) => ({ id, name, keys: [name, email] }));
    },
  },
  units: {
    one: "business unit",
    absent: "Write its name or its path, such as Insurance / Claims.",
    doubtful: "Write the path, such as Insurance / Claims.",
    async find({ tx }, names) {
      const units = await tx.unit.findMany({ select: { id: true, name: true, path: true } });
      const nameOf = new Map(units.map(({ id, name }) => [id, name]));
      const wanted = Map.groupBy(names, (name) => pathKey(name.split(/\s*[/›>]\s*/)));
      return units.map(({ id, name, path }) => {
        const steps = path
          .split("/")
          .slice(0, -1)
          .map((step) => nameOf.get(step) ?? "");
        // A path may leave out what lies above: "Insurance / Claims" as well as "Northwind / Insurance / Claims".
        return { id, name, keys: steps.flatMap((_, index) => wanted.get(pathKey(steps.slice(index))) ?? []) };
      });
    },
  },
  systems: {
    one: "AI system",
    letter: "S",
    ...numberedAdvice("S"),
    find: async ({ tx, actor }, names, numbers) =>
      numbered(
        "S",
        await tx.system.findMany({
          where: { AND: [named(names, numbers), systemsVisibleTo(actor)] },
          select,
        }),
      ),
  },
  ...Object.fromEntries(partConcepts.map((kind) => [kind.concept, partSource(kind)])),
};

function pathKey(steps: readonly string[]): string {
  return steps.map((step) => plainText(step)).join("/");
}
