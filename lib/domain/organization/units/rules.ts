/** Returns the ids on a unit's path, from the top of the organisation down to the unit itself. */
export function idsOnPath(path: string): string[] {
  return path.split("/").filter((id) => id !== "");
}

/** Returns how many units lie above this one. */
export function depthOf(path: string): number {
  return idsOnPath(path).length - 1;
}

/** Returns whether a unit with the path lies at or below the unit with the other path. */
export function liesWithin(path: string, above: string): boolean {
  return path.startsWith(above);
}

/** Levels that a tree of units may have. */
export const deepestLevel = 12;
