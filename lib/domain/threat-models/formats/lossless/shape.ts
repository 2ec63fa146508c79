import "server-only";
import type * as z from "zod";
import type { Json } from "@/lib/domain/threat-models/formats/schema";
import { type FieldProblem, Invalid } from "@/lib/platform/errors/public-error";

const mostProblems = 10;

/**
 * Returns a document as what its shape says it is, the same objects, nothing left out; throws Invalid with the places that
 * differ. The shape has no defaults and changes nothing, so that the objects stay those of the file.
 */
export function shaped<S extends z.ZodType<object>>(
  shape: S,
  document: Json,
  format: string,
): z.infer<S> & Json {
  const parsed = shape.safeParse(document);
  if (parsed.success) return document as z.infer<S> & Json;
  const problems = parsed.error.issues.map((issue): FieldProblem => {
    const path = issue.path.join(".") || "file";
    const what =
      issue.code === "invalid_type" ? `must be ${words(issue.expected)}` : "is not what stands there";
    return {
      path,
      message: `${path.slice(0, 120)} ${what} in a file of ${format}. Correct it, or export the file again.`,
    };
  });
  const more = problems.length - mostProblems;
  throw new Invalid([
    ...problems.slice(0, mostProblems),
    ...(more > 0 ? [{ path: "file", message: `And ${more} more places.` }] : []),
  ]);
}

function words(expected: string): string {
  if (expected === "string") return "text";
  if (expected === "array") return "a list";
  if (expected === "boolean") return "true or false";
  return expected === "object" ? "an object" : `a ${expected}`;
}
