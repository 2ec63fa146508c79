/** Where a questionnaire of one's own stands. */
export type OwnState = "draft" | "published" | "retired";

/** Returns where a questionnaire stands: a draft until its first version is published, and retired until it is brought back. */
export function ownStateOf({
  published,
  retiredAt,
}: {
  published: number | null;
  retiredAt: Date | null;
}): OwnState {
  if (retiredAt !== null) return "retired";
  return published === null ? "draft" : "published";
}

/** Returns the short reference of a questionnaire of one's own, such as QT-0012. */
export function ownRef(number: number): string {
  return `QT-${String(number).padStart(4, "0")}`;
}
