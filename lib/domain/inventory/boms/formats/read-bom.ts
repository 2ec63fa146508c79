import "server-only";
import { unfold } from "@/lib/domain/inventory/boms/formats/fit";
import { type Json, objectIn, objectsIn } from "@/lib/domain/inventory/boms/formats/json";
import { schemaErrors } from "@/lib/domain/inventory/boms/formats/official-schema";
import { bomLimits, type SpecVersion, specVersions } from "@/lib/domain/inventory/boms/schema";
import { type FieldProblem, Invalid, TooLarge } from "@/lib/platform/errors/public-error";

/** A bill of materials that was read: the document, and the keys in it that the official schema does not know. */
export interface ReadBom {
  document: Json;
  specVersion: SpecVersion;
  /** Where keys stand that the schema does not know; they are kept and come out again. */
  unknownKeys: string[];
}

const mostProblems = 10;
const written = specVersions.join(", ");

/**
 * Returns the CycloneDX document in a text; throws Invalid or TooLarge in words that say what to do. What breaks the
 * schema is refused, since nobody can say what is meant; a key that the schema does not know is kept, since it harms nobody.
 */
export function readBom(text: string): ReadBom {
  const document = parse(text);
  const specVersion = versionOf(document);
  assertWithinLimits(document);
  const errors = schemaErrors(document, specVersion);
  const unknown = errors.filter(({ keyword }) => keyword === "additionalProperties");
  const wrong = errors.filter((error) => !unknown.includes(error) && !followsFrom(error.keyword));
  if (wrong.length > 0) {
    const listed = wrong
      .slice(0, mostProblems)
      .map(({ instancePath, message }) => problem(instancePath, message));
    throw new Invalid([
      ...listed,
      ...(wrong.length > mostProblems ? [refuse(`And ${wrong.length - mostProblems} more.`)] : []),
    ]);
  }
  const unknownKeys = unknown.map(
    (error) => `${error.instancePath}/${String(error.params["additionalProperty"])}`,
  );
  return { document: unfold(document), specVersion, unknownKeys: [...new Set(unknownKeys)] };
}

function parse(text: string): Json {
  if (Buffer.byteLength(text) > bomLimits.bytes)
    throw new TooLarge(
      `A bill of materials may have ${bomLimits.bytes / 1_000_000} MB. Leave out what is no part of the AI system, such as files.`,
    );
  if (/^\uFEFF?\s*</.test(text))
    throw new Invalid([
      refuse("This is XML. Save it as CycloneDX JSON, for example with cyclonedx-cli convert."),
    ]);
  let value: unknown;
  try {
    value = JSON.parse(text.replace(/^\uFEFF/, ""));
  } catch {
    throw new Invalid([refuse("This is no JSON, or it was cut short. Choose a CycloneDX JSON file.")]);
  }
  if (depthOf(value) > bomLimits.depth)
    throw new Invalid([
      refuse(`It is nested more than ${bomLimits.depth} levels deep. Flatten its components.`),
    ]);
  return objectIn(value);
}

function versionOf(document: Json): SpecVersion {
  if ("spdxVersion" in document || "@context" in document)
    throw new Invalid([
      refuse("This is SPDX. Export the bill of materials as CycloneDX JSON, or convert it."),
    ]);
  if (document["bomFormat"] !== "CycloneDX")
    throw new Invalid([
      refuse('This is no CycloneDX: "bomFormat" does not say so. Choose a CycloneDX JSON file.'),
    ]);
  const found = specVersions.find((version) => version === document["specVersion"]);
  if (found) return found;
  const said = String(document["specVersion"] ?? "no version").slice(0, 20);
  throw new Invalid([
    refuse(`It is CycloneDX ${said}. Versions ${written} can be read: export it as one of these.`),
  ]);
}

function assertWithinLimits(document: Json): void {
  let count = 0;
  const open: Json[] = [...objectsIn(document["components"]), ...objectsIn(document["services"])];
  for (let one = open.pop(); one; one = open.pop()) {
    count += 1;
    open.push(...objectsIn(one["components"]), ...objectsIn(one["services"]));
  }
  if (count <= bomLimits.components) return;
  const most = bomLimits.components.toLocaleString("en");
  throw new Invalid([refuse(`It has more than ${most} components and services. Send one system at a time.`)]);
}

// Walked without calling itself, so that a hostile depth cannot exhaust the stack.
function depthOf(value: unknown): number {
  let level: unknown[] = [value];
  for (let depth = 0; ; depth += 1) {
    const below = level.flatMap((one) => (typeof one === "object" && one !== null ? Object.values(one) : []));
    if (below.length === 0 || depth > bomLimits.depth) return depth;
    level = below;
  }
}

// A key that is not known makes every branch of a choice fail; these say it a second time.
function followsFrom(keyword: string): boolean {
  return ["oneOf", "anyOf", "allOf", "if"].includes(keyword);
}

function problem(path: string, message = "is not as the schema has it"): FieldProblem {
  return refuse(`${path || "/"}: ${message}. Correct it, or export the file again with another tool.`);
}

function refuse(message: string): FieldProblem {
  return { path: "file", message };
}
