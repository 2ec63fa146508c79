/** Returns the short reference of an attack tree: AT-0003. */
export function treeRef(number: number): string {
  return `AT-${String(number).padStart(4, "0")}`;
}
