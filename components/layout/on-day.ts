/** Returns the address of a page as it was on a day, or as it is where no day is looked back to. */
export function onDay(href: string, asOf: string | undefined): string {
  if (asOf === undefined) return href;
  const [path = "", query = ""] = href.split("?", 2);
  const search = new URLSearchParams(query);
  search.set("asOf", asOf);
  return `${path}?${search}`;
}
