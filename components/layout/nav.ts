/** The cookie that remembers "collapsed". */
export const navCookie = "plumbline-nav";

/** One place in the navigation. */
export interface NavItem {
  href: string;
  label: string;
  /** Further addresses that belong to it. */
  also?: readonly string[];
  /** A name of `nav-icon.tsx`. */
  icon: string;
  /** How many things wait there. */
  count?: number;
}

/** Places that belong together, in the words of the job. */
export interface NavGroup {
  group: string | null;
  items: readonly NavItem[];
}

/** The place that is on screen, or whose record is: of several that match, the longest address wins. */
export function activeItem<Item extends { href: string; also?: readonly string[] }>(
  nav: readonly { group: string | null; items: readonly Item[] }[],
  pathname: string,
): { group: string | null; item: Item } | undefined {
  return nav
    .flatMap(({ group, items }) => items.map((item) => ({ group, item })))
    .filter(({ item: { href, also = [] } }) =>
      [href, ...also].some((one) => pathname === one || pathname.startsWith(`${one}/`)),
    )
    .sort((one, other) => other.item.href.length - one.item.href.length)[0];
}
