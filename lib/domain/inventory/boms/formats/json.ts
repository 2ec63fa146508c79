import "server-only";
/** A JSON object whose keys nobody has promised. */
export type Json = Record<string, unknown>;

/** Returns the value where it is an object, else an empty one that is attached to nothing. */
export function objectIn(value: unknown): Json {
  return isObject(value) ? value : {};
}

/** Returns the objects of a list; anything else in it is left out. */
export function objectsIn(value: unknown): Json[] {
  return Array.isArray(value) ? value.filter(isObject) : [];
}

/** Returns the text where it is one and not empty. */
export function textIn(value: unknown): string | undefined {
  return typeof value === "string" && value.trim() !== "" ? value.trim() : undefined;
}

function isObject(value: unknown): value is Json {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
