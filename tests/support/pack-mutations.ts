import { envelopePath, manifestPath } from "@/lib/domain/audit-packs/format/envelope";
import { archiveOf, filesOf, type Loose, newPackKey, resealed, sorted } from "@/tests/support/packs";
import { type Random, randomFrom } from "@/tests/support/random-from";

/** A pack that somebody altered, and how. */
export interface Mutant {
  kind: string;
  pack: Buffer;
}

type Alter = (pack: Buffer, files: Loose[], random: Random, trustedId: string) => Buffer;

const own = newPackKey();
const tricks = [
  "../outside.txt",
  "/etc/passwd",
  "a/../../b.txt",
  "evidence\\e.txt",
  "Report.pdf",
  "report.pdf ",
  "con\u0000.txt",
  "evidence/./e.txt",
  "évidence.txt",
  "evidence//e.txt",
  "evidence/",
  ".hidden",
];

const others = (files: readonly Loose[]) =>
  files.filter(({ path }) => path !== manifestPath && path !== envelopePath);
const one = <T>(list: readonly T[], random: Random) => list[random(list.length)] as T;
const changed = (file: Loose): Loose => ({ ...file, data: Buffer.concat([file.data, Buffer.from("!")]) });
const swap = (files: readonly Loose[], file: Loose, by: Loose) =>
  files.map((candidate) => (candidate === file ? by : candidate));

const kinds: Record<string, Alter> = {
  "a flipped bit": (pack, _files, random) => {
    const copy = Buffer.from(pack);
    const at = random(copy.length);
    copy[at] = (copy[at] ?? 0) ^ (1 << random(8));
    return copy;
  },
  "a file added": (_pack, files, random) => {
    const added = { path: `evidence/z${random(1_000)}.txt`, data: Buffer.from("Added.") };
    return archiveOf(sorted([...files, added]));
  },
  "a file removed": (_pack, files, random) => {
    const gone = one(others(files), random);
    return archiveOf(files.filter((file) => file !== gone));
  },
  "a file renamed": (_pack, files, random) => {
    const file = one(others(files), random);
    return archiveOf(sorted(swap(files, file, { ...file, path: `${file.path}${random(10)}` })));
  },
  "two files exchanged": (_pack, files, random) => {
    const [a, b] = [others(files)[0] as Loose, one(others(files).slice(1), random)];
    return archiveOf(
      files.map((file) => (file === a ? { ...a, data: b.data } : file === b ? { ...b, data: a.data } : file)),
    );
  },
  "an entry twice": (_pack, files, random) => {
    const file = one(files, random);
    const double = random(2) === 0 ? file : changed(file);
    return archiveOf(
      files.flatMap((candidate) =>
        candidate !== file ? [candidate] : random(2) === 0 ? [file, double] : [double, file],
      ),
    );
  },
  "a path that leads elsewhere": (_pack, files, random) => {
    const file = one(others(files), random);
    const moved = sorted(swap(files, file, { ...file, path: one(tricks, random) }));
    return archiveOf(random(2) === 0 ? moved : resealed(moved));
  },
  "a manifest that fits the change": (_pack, files, random) => {
    const file = one(others(files), random);
    return archiveOf(resealed(swap(files, file, changed(file))));
  },
  "a key of one's own": (_pack, files, random, trustedId) => {
    const file = one(others(files), random);
    const altered = random(2) === 0 ? files : swap(files, file, changed(file));
    return archiveOf(random(2) === 0 ? resealed(altered, own) : resealed(altered, own, trustedId));
  },
  "no signature": (_pack, files, random) => {
    const without = files.filter(({ path }) => path !== envelopePath);
    if (random(2) === 0) return archiveOf(without);
    const envelope = files.find(({ path }) => path === envelopePath) as Loose;
    const empty = { ...JSON.parse(envelope.data.toString()), signatures: [] };
    return archiveOf(sorted([...without, { ...envelope, data: Buffer.from(`${JSON.stringify(empty)}\n`) }]));
  },
  "bytes before, between or after": (pack, _files, random) => {
    const at = one([0, pack.length, random(pack.length)], random);
    return Buffer.concat([pack.subarray(0, at), Buffer.from("PK"), pack.subarray(at)]);
  },
  "a cut end": (pack, _files, random) => pack.subarray(0, random(pack.length)),
  "another order": (_pack, files, random) => {
    const [first, ...rest] = files;
    return archiveOf(
      first ? [...rest.slice(0, random(rest.length) + 1), first, ...rest.slice(random(1) + 1)] : [],
    );
  },
};

/** Yields altered copies of a pack, each kind in turn; the same seed gives the same ones. */
export async function* mutants(
  pack: Buffer,
  trustedId: string,
  count: number,
  seed: number,
): AsyncGenerator<Mutant> {
  const random = randomFrom(seed);
  const names = Object.keys(kinds);
  for (let made = 0; made < count; made += 1) {
    const kind = names[made % names.length] ?? "";
    const altered = kinds[kind]?.(pack, await filesOf(pack), random, trustedId) ?? pack;
    if (altered.equals(pack)) throw new Error(`${kind} changed nothing.`);
    yield { kind, pack: altered };
  }
}
