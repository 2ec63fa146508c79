import "server-only";
import type { Question } from "@/lib/domain/assessments/templates/schema";
import type { Context } from "@/lib/platform/operation/operation";
import { findRecords, namedKinds } from "@/lib/platform/registry/contributions";

type Named = Extract<Question, { kind: "records" }>["concept"];

/** Returns the names of records that answers name, by their ids; what the reader may not read is left out. */
export async function namesOf(
  context: Context,
  wanted: readonly { concept: Named; ids: readonly string[] }[],
): Promise<Map<string, string>> {
  const keys = wanted.flatMap(({ concept, ids }) =>
    ids.map((subjectId) => ({ subjectType: concept, subjectId })),
  );
  const found = await findRecords(context, keys, namedKinds());
  return new Map([...found].map(([id, { name }]) => [id, name]));
}
