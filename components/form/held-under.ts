/**
 * What a record holds for a field. A form writes ids (`ownerId`, `systemIds`) while a record that was read names them
 * (`owner: { id, name }`, `systems: [...]`), so the named form is looked for first.
 */
export function heldUnder(record: Record<string, unknown>, key: string): unknown {
  const named = /^(.+)Ids$/.exec(key)?.[1];
  if (named) return record[`${named}s`] ?? record[named] ?? record[key];
  const one = /^(.+)Id$/.exec(key)?.[1];
  if (one && record[one] !== undefined) return record[one];
  return record[key];
}
