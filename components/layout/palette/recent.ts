/** A record that was opened before. */
export interface Recent {
  href: string;
  label: string;
}

const most = 8;
const recordPage = /^\/[a-z-]+\/[0-9a-f]{8}-[0-9a-f-]{27}$/;
const keyOf = (personId: string) => `plumbline-recent:${personId}`;

/** Returns the records that this person opened last in this browser, the newest first. */
export function recentOf(personId: string): Recent[] {
  try {
    return (JSON.parse(localStorage.getItem(keyOf(personId)) ?? "[]") as Recent[]).slice(0, most);
  } catch {
    return [];
  }
}

/** Keeps that a page was opened, when it is that of a record. */
export function rememberRecent(personId: string, href: string, title: string): void {
  if (!recordPage.test(href)) return;
  const label = title.replace(/ · [^·]*$/, "");
  const others = recentOf(personId).filter((one) => one.href !== href);
  localStorage.setItem(keyOf(personId), JSON.stringify([{ href, label }, ...others].slice(0, most)));
}
