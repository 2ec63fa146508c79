import "server-only";
import * as z from "zod";
import { frameworksEdit } from "@/lib/domain/frameworks/access";
import { versionsInForce } from "@/lib/domain/frameworks/queries/in-force";
import { shippedFrameworks } from "@/lib/domain/frameworks/queries/shipped";
import { keyFrom } from "@/lib/domain/frameworks/versions/files/problems";
import { type ReadFramework, readFrameworkFile } from "@/lib/domain/frameworks/versions/files/read-file";
import { assertTop, findVersion, type VersionHead } from "@/lib/domain/frameworks/versions/find";
import { columnChoice, givenFields } from "@/lib/domain/frameworks/versions/schema";
import { authorOf } from "@/lib/platform/access/actor";
import { Conflict, type FieldProblem, Invalid } from "@/lib/platform/errors/public-error";
import { type Context, command } from "@/lib/platform/operation/operation";
import { recordVersion } from "@/lib/platform/schema/shape";
import { receivedFile } from "@/lib/platform/storage/receive-file";

const answer = z.looseObject({ id: z.uuid(), version: z.int() });

/** Reads a framework from a file as a draft, by which nothing counts yet; what is said beside the file goes before what it says. */
export const receiveFramework = command({
  name: "framework-versions.receive",
  summary: "Read a framework from a file (CSV, CISO Assistant YAML, OSCAL catalog JSON) as a draft",
  permission: frameworksEdit,
  input: z.strictObject({ name: z.string().optional(), ...givenFields, file: receivedFile }),
  output: answer,
  timeoutMs: 60_000,
  run: async (context, { name: _name, file, ...given }) => {
    const { tx, actor } = context;
    const unitId = await assertTop(context);
    const read = await readFrameworkFile(file, null);
    const head = headOf(read, given);
    const key = await keyOf(context, given.key, read, head.name);
    const createdById = authorOf(actor);
    const stored = await tx.storedFile.create({ data: { ...file, unitId, createdById } });
    const at = { fileId: stored.id, fileName: file.name, sha256: file.sha256 };
    return kept(context, read, { unitId, key, ...head, ...at, createdById }, null);
  },
});

/** Reads the CSV file of a draft again with other columns; the new draft takes the place of the old one. */
export const chooseColumns = command({
  name: "framework-versions.columns",
  summary: "Read the CSV file of a draft again with other columns",
  permission: frameworksEdit,
  input: z.strictObject({ ...recordVersion, columns: columnChoice }),
  output: answer,
  timeoutMs: 60_000,
  run: async (context, { id, version, columns }) => {
    const { tx, actor, now } = context;
    await assertTop(context);
    const before = await findVersion(context, id);
    if (before.format !== "csv" || before.appliedAt || before.discardedAt)
      throw new Conflict("Only a draft from a CSV file is read again. Import the file once more.");
    const file = await tx.storedFile.findUnique({ where: { id: before.fileId } });
    if (!file) throw new Conflict("Its file is not kept any more. Import it once more.");
    const read = await readFrameworkFile({ sha256: file.sha256, size: Number(file.size) }, columns);
    const { count } = await tx.frameworkVersion.updateMany({
      where: { id, version, appliedAt: null, discardedAt: null },
      data: { discardedAt: now, version: { increment: 1 } },
    });
    if (count === 0) throw new Conflict("Somebody changed it meanwhile. Look at it again.", before);
    const { unitId, key, name, edition, publisher, rights, fileId, fileName, sha256 } = before;
    const same = { unitId, key, name, edition, publisher, rights, fileId, fileName, sha256 };
    return kept(context, read, { ...same, createdById: authorOf(actor) }, before);
  },
});

type Same = Pick<VersionHead, "unitId" | "key" | "name" | "edition" | "publisher" | "rights"> &
  Pick<VersionHead, "fileId" | "fileName" | "sha256" | "createdById">;

async function kept(context: Context, read: ReadFramework, same: Same, before: VersionHead | null) {
  const { tx } = context;
  await checkForeignParents(read);
  const row = await tx.frameworkVersion.create({
    data: {
      ...same,
      ...{ format: read.format, source: read.source },
      ...(read.columns ? { columns: { headings: [...(read.headings ?? [])], chosen: read.columns } } : {}),
      lines: [...read.lines],
      lineCount: read.lines.length,
      toFulfil: read.lines.filter(({ assessable }) => assessable).length,
      warnings: [...read.warnings],
    },
    omit: { lines: true },
  });
  const subject = { type: "framework-versions", id: row.id, unitId: row.unitId };
  const gone = before && { type: "framework-versions", id: before.id, unitId: before.unitId };
  return {
    result: { id: row.id, version: row.version },
    changes: [
      ...(before && gone ? [{ subject: gone, before, after: await findVersion(context, before.id) }] : []),
      { subject, before: null, after: row },
    ],
  };
}

// Only a framework that Plumbline comes with has parents elsewhere, and only towards another such one.
async function checkForeignParents({ lines }: ReadFramework): Promise<void> {
  const known = new Set(
    shippedFrameworks().flatMap(({ requirements }) => requirements.map(({ key }) => key)),
  );
  const lost = lines.find(
    (one) => one.parentFramework && !known.has(`${one.parentFramework}:${one.parentRef}`),
  );
  if (lost)
    throw new Invalid([
      {
        path: "file",
        message: `"${lost.ref}" stands below ${lost.parentFramework} ${lost.parentRef}, which does not exist. Put it below a line of its own framework.`,
      },
    ]);
}

function headOf(
  read: ReadFramework,
  given: Partial<Record<"title" | "edition" | "publisher" | "rights", string | undefined>>,
) {
  const name = given.title ?? read.title?.slice(0, 200) ?? null;
  const edition = given.edition ?? read.edition?.slice(0, 100) ?? null;
  const missing = (path: string, value: string | null, what: string): FieldProblem[] =>
    value === null ? [{ path, message: `The file does not say ${what}. Fill it in.` }] : [];
  const problems = [
    ...missing("title", name, "what the framework is called"),
    ...missing("edition", edition, "which version it is"),
  ];
  if (name === null || edition === null) throw new Invalid(problems);
  return {
    ...{ name, edition },
    publisher: given.publisher ?? read.publisher?.slice(0, 200) ?? "Not said",
    rights: given.rights ?? read.rights?.slice(0, 2_000) ?? null,
  };
}

// A file that the source knows by the same name is a version of the framework that came from it before.
async function keyOf(context: Context, given: string | undefined, read: ReadFramework, title: string) {
  const shipped = new Set(shippedFrameworks().map(({ key }) => key));
  if (given !== undefined) {
    if (!shipped.has(given)) return given;
    throw new Invalid([
      { path: "key", message: "Plumbline comes with a framework of this key. Choose another key." },
    ]);
  }
  if (read.source) {
    const ids = [...(await versionsInForce(context.tx)).values()];
    const same = await context.tx.frameworkVersion.findFirst({
      where: { id: { in: ids }, source: read.source },
      select: { key: true },
    });
    if (same) return same.key;
  }
  const key = read.key ?? keyFrom(title);
  if (key === null)
    throw new Invalid([{ path: "key", message: "No key follows from its name. Fill in a key." }]);
  return shipped.has(key) ? `${key.slice(0, 31)}-imported` : key;
}
