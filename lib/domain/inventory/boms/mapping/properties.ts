import "server-only";
import { type Json, objectsIn } from "@/lib/domain/inventory/boms/formats/json";

/** What every property of ours begins with; the names below it are those of the register's fields. */
const prefix = "plumbline:";

/** Returns the values of one of our properties, in their order. */
export function propertyValues(holder: Json, name: string): string[] {
  return objectsIn(holder["properties"])
    .filter((property) => property["name"] === `${prefix}${name}`)
    .map(({ value }) => (typeof value === "string" ? value : ""));
}

/** Makes these the values of one of our properties; none removes it. Properties of others stay where they are. */
export function setProperty(holder: Json, name: string, values: readonly string[]): void {
  const others = objectsIn(holder["properties"]).filter((one) => one["name"] !== `${prefix}${name}`);
  const properties = [...others, ...values.map((value) => ({ name: `${prefix}${name}`, value }))];
  if (properties.length > 0) holder["properties"] = properties;
  else delete holder["properties"];
}
