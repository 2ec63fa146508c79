import "server-only";
import { foundKinds } from "@/lib/platform/registry/contributions";
import type { Listener } from "@/lib/platform/registry/listeners";

/** Tells those who watch the records of a command that somebody else changed them; the database knows who watches. */
export const tellWatchers: Listener = async ({ tx, actor }, changes) => {
  const kinds = new Map(foundKinds().map((kind) => [kind.type, kind]));
  const told = changes.flatMap(({ subject, before, after }) => {
    const kind = kinds.get(subject.type);
    return kind && subject.id !== null && before !== null && after !== null
      ? [{ ...subject, id: subject.id, title: `${actor.name} changed the ${kind.one} ${nameIn(after)}` }]
      : [];
  });
  if (told.length === 0) return [];
  await tx.$queryRaw`select tell_watchers(
    ${told.map(({ type }) => type)}::text[], ${told.map(({ id }) => id)}::uuid[],
    ${told.map(({ unitId }) => unitId)}::uuid[], ${told.map(({ title }) => title.slice(0, 300))}::text[])`;
  return [];
};

function nameIn(after: object): string {
  const { title, name } = after as { title?: unknown; name?: unknown };
  return String(title ?? name ?? "that you watch");
}
