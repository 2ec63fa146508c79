import "server-only";
import * as z from "zod";
import { frameworksEdit } from "@/lib/domain/frameworks/access";
import { readMappingFile } from "@/lib/domain/frameworks/mappings/files/read-mapping";
import { findSet } from "@/lib/domain/frameworks/mappings/find";
import { matchRows } from "@/lib/domain/frameworks/mappings/match-rows";
import { type FoundMapping, mappingFields } from "@/lib/domain/frameworks/mappings/schema";
import { crosswalkInForce, setsInForce } from "@/lib/domain/frameworks/queries/crosswalk";
import { frameworksInForce } from "@/lib/domain/frameworks/queries/in-force";
import type { Framework } from "@/lib/domain/frameworks/schema";
import { assertTop } from "@/lib/domain/frameworks/versions/find";
import { stateOf } from "@/lib/domain/frameworks/versions/rules";
import { reasonFields, type VersionState } from "@/lib/domain/frameworks/versions/schema";
import { authorOf } from "@/lib/platform/access/actor";
import { Conflict, type FieldProblem, Invalid } from "@/lib/platform/errors/public-error";
import { type Context, command } from "@/lib/platform/operation/operation";
import { recordVersion } from "@/lib/platform/schema/shape";
import { receivedFile } from "@/lib/platform/storage/receive-file";

const answer = z.looseObject({ id: z.uuid(), version: z.int() });

/** Reads mappings between two frameworks from a file as a draft, by which nothing counts yet. */
export const receiveMappings = command({
  name: "crosswalk-sets.receive",
  summary: "Read mappings between two frameworks from a file (CISO Assistant YAML, CSV) as a draft",
  permission: frameworksEdit,
  input: z.strictObject({ name: z.string().optional(), ...mappingFields, file: receivedFile }),
  output: answer,
  timeoutMs: 60_000,
  run: async (context, { name: _name, file, ...given }) => {
    const { tx, actor } = context;
    const unitId = await assertTop(context);
    const found = await readMappingFile(file);
    const { from, to } = await endsOf(context, found, given);
    const name = given.title ?? found.title?.slice(0, 200) ?? file.name;
    const pair = { sourceFramework: from.key, targetFramework: to.key, name };
    const known = await crosswalkInForce(tx, pair);
    const { rows, warnings } = await matchRows(tx, found.rows, { from, to, basis: given.basis, known });
    const createdById = authorOf(actor);
    const stored = await tx.storedFile.create({ data: { ...file, unitId, createdById } });
    const { rows: _rows, ...after } = await tx.crosswalkSet.create({
      data: {
        ...{ unitId, ...pair, basis: given.basis, createdById, rows, rowCount: rows.length, warnings },
        statedBy: given.statedBy ?? found.statedBy?.slice(0, 200) ?? file.name,
        rights: found.rights?.slice(0, 2_000) ?? null,
        ...{ fileId: stored.id, fileName: file.name, sha256: file.sha256 },
      },
    });
    return {
      result: { id: after.id, version: after.version },
      change: { subject: { type: "crosswalk-sets", id: after.id, unitId }, before: null, after },
    };
  },
});

type Said = Partial<Record<"from" | "to", string | undefined>>;

async function endsOf({ tx }: Context, { frameworks }: FoundMapping, said: Said) {
  const all = await frameworksInForce(tx);
  const by = (key: string | undefined, source: string | undefined) =>
    all.find((one) =>
      key === undefined ? source !== undefined && one.origin?.source === source : one.key === key,
    );
  const from = by(said.from, frameworks?.source);
  const to = by(said.to, frameworks?.target);
  const missing = (path: "from" | "to", one: Framework | undefined, source?: string): FieldProblem[] =>
    one
      ? []
      : [
          {
            path,
            message: source
              ? `The file speaks of ${source.slice(0, 200)}. Choose which framework that is.`
              : `Choose the framework of the ${path === "from" ? "first" : "second"} reference.`,
          },
        ];
  if (!from || !to)
    throw new Invalid([
      ...missing("from", from, frameworks?.source),
      ...missing("to", to, frameworks?.target),
    ]);
  if (from.key === to.key)
    throw new Invalid([{ path: "to", message: "These are the same framework. Choose two different ones." }]);
  return { from, to };
}

/** Puts a draft in force: its rows are in the crosswalk, those of judgement until a person confirms them only as related. */
export const applyMappings = command({
  name: "crosswalk-sets.apply",
  summary: "Put imported mappings in force",
  permission: frameworksEdit,
  input: z.strictObject({ ...recordVersion, ...reasonFields }),
  output: answer,
  run: (context, { id, version, reason }) =>
    moved(context, id, version, {
      wanted: "draft",
      done: { appliedAt: context.now, appliedById: authorOf(context.actor) },
      more: { reason },
    }),
});

/** Discards a draft; it stays readable and is never put in force. */
export const discardMappings = command({
  name: "crosswalk-sets.discard",
  summary: "Discard the draft of imported mappings",
  permission: frameworksEdit,
  input: z.strictObject(recordVersion),
  output: answer,
  run: (context, { id, version }) =>
    moved(context, id, version, { wanted: "draft", done: { discardedAt: context.now }, more: {} }),
});

/** Takes imported mappings out of the crosswalk; what was said of their rows stays. */
export const withdrawMappings = command({
  name: "crosswalk-sets.withdraw",
  summary: "Withdraw imported mappings",
  permission: frameworksEdit,
  input: z.strictObject({ ...recordVersion, ...reasonFields }),
  output: answer,
  run: (context, { id, version, reason }) =>
    moved(context, id, version, { wanted: "in-force", done: { withdrawnAt: context.now }, more: { reason } }),
});

interface Move {
  wanted: VersionState;
  done: object;
  more: object;
}

async function moved(context: Context, id: string, version: number, { wanted, done, more }: Move) {
  const { rows: _rows, ...before } = await findSet(context, id);
  await assertTop(context);
  const latest = (await setsInForce(context.tx)).includes(id) ? id : null;
  if (stateOf(before, latest) !== wanted)
    throw new Conflict("It is in another state by now. Look at it again, or import the file once more.");
  const { count } = await context.tx.crosswalkSet.updateMany({
    where: { id, version },
    data: { ...done, version: { increment: 1 } },
  });
  if (count === 0) throw new Conflict("Somebody changed it meanwhile. Look at it again.", before);
  const { rows: _same, ...after } = await findSet(context, id);
  return {
    result: { id, version: after.version },
    change: {
      subject: { type: "crosswalk-sets", id, unitId: after.unitId },
      before,
      after: { ...after, ...more },
    },
  };
}
