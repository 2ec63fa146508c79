import "server-only";
import { readFileSync } from "node:fs";
import path from "node:path";
import { Ajv, type ErrorObject, type ValidateFunction } from "ajv";
import addFormats from "ajv-formats";
// @ts-expect-error The package brings no types; it is called once, below.
import addInternationalFormats from "ajv-formats-draft2019";
import type { Json } from "@/lib/domain/inventory/boms/formats/json";
import type { SpecVersion } from "@/lib/domain/inventory/boms/schema";

const folder = "node_modules/@cyclonedx/cyclonedx-library/res/schema";
const compiled = new Map<SpecVersion, ValidateFunction>();

/** Returns where a document breaks the official JSON schema of that version of CycloneDX; empty when it is valid. */
export function schemaErrors(document: Json, version: SpecVersion): readonly ErrorObject[] {
  const validate = compiled.get(version) ?? compile(version);
  return validate(document) ? [] : (validate.errors ?? []);
}

/** Returns the identifiers of licences that the official schema takes, by themselves in small letters. */
export function spdxIds(): ReadonlyMap<string, string> {
  known ??= new Map((read("spdx")["enum"] as string[]).map((id) => [id.toLowerCase(), id]));
  return known;
}

let known: ReadonlyMap<string, string> | undefined;

// Compiled once per process and version, at the first document: about half a second.
function compile(version: SpecVersion): ValidateFunction {
  // The schemas carry words of their own for people ("meta:enum"), which the strict mode of the validator refuses.
  const ajv = new Ajv({ allErrors: true, strict: false });
  addFormats.default(ajv);
  addInternationalFormats(ajv);
  for (const name of ["spdx", "jsf-0.82", "cryptography-defs"])
    ajv.addSchema(read(name), `http://cyclonedx.org/schema/${name}.SNAPSHOT.schema.json`);
  const validate = ajv.compile(read(`bom-${version}`));
  compiled.set(version, validate);
  return validate;
}

function read(name: string): Json {
  return JSON.parse(readFileSync(path.resolve(folder, `${name}.SNAPSHOT.schema.json`), "utf8")) as Json;
}
