import "server-only";

const longest = 200;

/** Returns text of a file in the length of a name, or undefined where it is none. */
export function nameFrom(value: unknown): string | undefined {
  if (typeof value !== "string" && typeof value !== "number") return undefined;
  const name = String(value)
    .replace(/[\p{C}\s]+/gu, " ")
    .trim();
  return name === "" ? undefined : name.slice(0, longest);
}

/** Returns the target that a file names; of an address neither the user nor what it was asked, which may hold secrets. */
export function targetFrom(value: unknown): string | undefined {
  const name = nameFrom(value);
  if (name === undefined || !/^[a-z][a-z0-9+.-]*:\/\//i.test(name) || !URL.canParse(name)) return name;
  const { protocol, host, pathname } = new URL(name);
  return `${protocol}//${host}${pathname === "/" ? "" : pathname}`;
}
