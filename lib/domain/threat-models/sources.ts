import "server-only";
import { shippedFrameworks } from "@/lib/domain/frameworks/queries/shipped";

/** An entry of a list of threats: its id in one edition of the list, and its name there. */
export interface Source {
  framework: string;
  list: string;
  edition: string;
  id: string;
  name: string;
}

let known: ReadonlyMap<string, Source> | undefined;

/** Returns every id that a rule may cite, with its list, edition and name. */
function sources(): ReadonlyMap<string, Source> {
  known ??= new Map(
    shippedFrameworks()
      .filter(({ key }) => /^owasp-|^mitre-atlas$/.test(key))
      .flatMap(({ key: framework, name: list, version: edition, requirements }) =>
        requirements.map(({ ref: id, title: name }) => [id, { framework, list, edition, id, name }] as const),
      ),
  );
  return known;
}

/** Returns what these ids name, in their order; an id that no list has is left out. */
export function sourcesOf(ids: readonly string[]): Source[] {
  return ids.flatMap((id) => sources().get(id) ?? []);
}

/** An id of a list of threats with its edition, as a threat keeps it. */
export type Cited = Pick<Source, "framework" | "edition" | "id">;

/** Returns these ids each with its framework and edition, as a threat keeps them. */
export function editionsOf(ids: readonly string[]): Cited[] {
  return sourcesOf(ids).map(({ framework, edition, id }) => ({ framework, edition, id }));
}
