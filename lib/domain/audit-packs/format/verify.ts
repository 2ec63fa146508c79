import "server-only";
import { type PackProblem, readArchive, readFile } from "@/lib/domain/audit-packs/format/archive";
import {
  envelopePath,
  envelopeText,
  fromBase64,
  manifestPath,
  payloadType,
  predicateType,
  sha256,
  signedBytes,
  statementType,
  type TrustedKey,
} from "@/lib/domain/audit-packs/format/envelope";
import type { PackedFile } from "@/lib/domain/audit-packs/format/layout";

/** The format of the manifest; another number is another format. */
export const manifestFormat = "plumbline-audit-pack-1";

/** What came of checking a pack: verified, altered with what is wrong, or undecided where this program cannot tell. */
export interface PackCheck {
  verdict: "verified" | "altered" | "undecided";
  problems: PackProblem[];
  /** The key that signed it, once its signature holds. */
  keyId: string | null;
  /** Files that the manifest lists. */
  files: number;
  /** What the signed manifest says of the pack. */
  about: Readonly<Record<string, unknown>> | null;
}

interface Manifest {
  about: Readonly<Record<string, unknown>>;
  files: Map<string, { size: number; sha256: string }>;
}

/**
 * Checks a whole pack with the keys that the reader trusts, never with one from the pack: the signature over the manifest,
 * and that the archive holds exactly the files of the manifest, each with its size and SHA-256, and nothing else.
 * `onFile` hears how many files are checked.
 */
export async function verifyPack(
  pack: Blob,
  trusted: readonly TrustedKey[],
  onFile?: (done: number, of: number) => void,
): Promise<PackCheck> {
  const { files, problems } = await readArchive(pack);
  const check: PackCheck = { verdict: "altered", problems, keyId: null, files: 0, about: null };
  if (problems.length > 0) return check;
  const signed = await signedManifest(pack, files, trusted, check);
  if (!signed) return check;
  if (signed === "newer")
    return {
      ...check,
      verdict: "undecided",
      problems: [
        { file: null, what: "It was made by a newer version of Plumbline. Check it with that version." },
      ],
    };
  const manifest = readManifest(signed);
  if (!manifest)
    return {
      ...check,
      problems: [...problems, { file: manifestPath, what: "It is signed, but it is no manifest." }],
    };
  await checkFiles(pack, files, manifest, problems, onFile);
  return {
    ...check,
    about: manifest.about,
    files: manifest.files.size,
    verdict: problems.length === 0 ? "verified" : "altered",
  };
}

async function signedManifest(
  pack: Blob,
  files: readonly PackedFile[],
  trusted: readonly TrustedKey[],
  check: PackCheck,
): Promise<string | "newer" | null> {
  const [manifest, envelope] = [manifestPath, envelopePath].map((path) =>
    files.find((file) => file.path === path),
  );
  const wrong = (file: string, what: string) => {
    check.problems.push({ file, what });
    return null;
  };
  if (!manifest) return wrong(manifestPath, "It is missing.");
  if (!envelope) return wrong(envelopePath, "It is missing: the pack is not signed.");
  const text = new TextDecoder().decode(await readFile(pack, envelope, check.problems));
  const found = await openEnvelope(text, trusted);
  if ("what" in found) return wrong(envelopePath, found.what);
  check.keyId = found.keyId;
  const statement = JSON.parse(found.payload) as {
    _type: unknown;
    predicateType: unknown;
    subject: { name: unknown; digest: { sha256: unknown } }[];
  };
  if (statement._type !== statementType || statement.predicateType !== predicateType) return "newer";
  const data = await readFile(pack, manifest, check.problems);
  const [subject, ...more] = statement.subject;
  if (more.length > 0 || subject?.name !== manifestPath || subject.digest.sha256 !== (await sha256(data)))
    return wrong(manifestPath, "It was changed after it was signed.");
  return new TextDecoder().decode(data);
}

/** Returns the payload of an envelope that a trusted key signed, or what is wrong. Its text has one possible form. */
async function openEnvelope(
  text: string,
  trusted: readonly TrustedKey[],
): Promise<{ payload: string; keyId: string } | { what: string }> {
  const parts = envelopeParts(text);
  const payload = parts && fromBase64(parts.payload);
  const signature = parts && fromBase64(parts.sig);
  if (!parts || !payload || !signature || text !== envelopeText(parts.payload, parts.keyid, parts.sig))
    return { what: "It is not a signature of a pack, or it was changed." };
  const key = trusted.find(({ id }) => id === parts.keyid);
  if (!key)
    return {
      what: `It is signed with the key ${shown(parts.keyid)}, which is not one that you trust (${trusted.map(({ id }) => shown(id)).join(", ")}).`,
    };
  if (!(await crypto.subtle.verify({ name: "Ed25519" }, key.key, signature, signedBytes(payload))))
    return { what: "Its signature is not that of the trusted key: it was changed or forged." };
  return { payload: new TextDecoder().decode(payload), keyId: key.id };
}

function envelopeParts(text: string): { payload: string; keyid: string; sig: string } | null {
  try {
    const { payloadType: type, payload, signatures } = JSON.parse(text);
    const [{ keyid, sig }] = signatures;
    return type === payloadType && [payload, keyid, sig].every((value) => typeof value === "string")
      ? { payload, keyid, sig }
      : null;
  } catch {
    return null;
  }
}

function readManifest(text: string): Manifest | null {
  try {
    const { format, about, files } = JSON.parse(text);
    if (format !== manifestFormat) return null;
    const listed = files.map(
      ({ path, size, sha256: digest }: { path: string; size: number; sha256: string }) => [
        path,
        { size, sha256: digest },
      ],
    );
    return { about, files: new Map(listed) };
  } catch {
    return null;
  }
}

async function checkFiles(
  pack: Blob,
  files: readonly PackedFile[],
  manifest: Manifest,
  problems: PackProblem[],
  onFile?: (done: number, of: number) => void,
): Promise<void> {
  const there = new Set(files.map(({ path }) => path));
  for (const path of manifest.files.keys())
    if (!there.has(path)) problems.push({ file: path, what: "It is missing." });
  const others = files.filter(({ path }) => path !== manifestPath && path !== envelopePath);
  for (const [index, file] of others.entries()) {
    const listed = manifest.files.get(file.path);
    if (!listed)
      problems.push({ file: file.path, what: "It is not in the manifest: it was added or renamed." });
    else if (listed.size !== file.size)
      problems.push({
        file: file.path,
        what: `It has ${file.size} bytes where the manifest says ${listed.size}.`,
      });
    else {
      const data = await readFile(pack, file, problems);
      if ((await sha256(data)) !== listed.sha256)
        problems.push({
          file: file.path,
          what: "Its content was changed: its SHA-256 is not the one in the manifest.",
        });
    }
    onFile?.(index + 1, others.length);
  }
}

function shown(keyId: string): string {
  return `${keyId.slice(0, 16)}…`;
}
