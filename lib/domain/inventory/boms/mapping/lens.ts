import "server-only";
import { type Json, objectIn, objectsIn, textIn } from "@/lib/domain/inventory/boms/formats/json";

/** Where a fact of the register stands in a component or service. */
export interface Lens {
  /** Returns the fact as text, or undefined where the document does not say it. */
  get(holder: Json): string | undefined;
  /** Writes the fact; undefined takes it out. What else stands around it stays. */
  set(holder: Json, value: string | undefined): void;
}

/** Returns the lens on a plain key. */
export function keyLens(key: string): Lens {
  return {
    get: (holder) => textIn(holder[key]),
    set: (holder, value) => put(holder, key, value),
  };
}

/** Returns the lens on the address of the external reference of a type, such as "model-card". */
export function referenceLens(type: string): Lens {
  const of = (holder: Json) => objectsIn(holder["externalReferences"]);
  return {
    get: (holder) => textIn(of(holder).find((one) => one["type"] === type)?.["url"]),
    set: (holder, value) => {
      const held = of(holder).find((one) => one["type"] === type);
      const others = of(holder).filter((one) => one !== held);
      putList(
        holder,
        "externalReferences",
        value === undefined ? others : [...others, { ...held, type, url: value }],
      );
    },
  };
}

/** The SHA-256 among the hashes. */
export const sha256Lens: Lens = {
  get: (holder) => textIn(hashOf(holder)?.["content"])?.toLowerCase(),
  set: (holder, value) => {
    const held = hashOf(holder);
    const others = objectsIn(holder["hashes"]).filter((hash) => hash !== held);
    putList(holder, "hashes", value === undefined ? others : [...others, { alg: "SHA-256", content: value }]);
  },
};

/** The first address at which a service is called. */
export const endpointLens: Lens = {
  get: (holder) => textIn([holder["endpoints"]].flat()[0]),
  set: (holder, value) => {
    const [, ...others] = Array.isArray(holder["endpoints"]) ? holder["endpoints"] : [];
    putList(holder, "endpoints", value === undefined ? others : [value, ...others]);
  },
};

/** The first address of the organisation that provides a service. */
export const providerUrlLens: Lens = {
  get: (holder) => textIn([objectIn(holder["provider"])["url"]].flat()[0]),
  set: (holder, value) => {
    const provider = { ...objectIn(holder["provider"]) };
    const [, ...others] = Array.isArray(provider["url"]) ? provider["url"] : [];
    putList(provider, "url", value === undefined ? others : [value, ...others]);
    put(holder, "provider", Object.keys(provider).length > 0 ? provider : undefined);
  },
};

/** Writes a key, or takes it out. */
export function put(holder: Json, key: string, value: unknown): void {
  if (value === undefined) delete holder[key];
  else holder[key] = value;
}

/** Writes a list, or takes the key out where the list is empty. */
export function putList(holder: Json, key: string, list: readonly unknown[]): void {
  put(holder, key, list.length > 0 ? list : undefined);
}

function hashOf(holder: Json): Json | undefined {
  return objectsIn(holder["hashes"]).find((hash) => hash["alg"] === "SHA-256");
}
