import "server-only";
import { shippedFrameworks } from "@/lib/domain/frameworks/queries/shipped";
import type { Cited } from "@/lib/domain/threat-models/schema";

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
function sourcesOf(ids: readonly string[]): Source[] {
  return ids.flatMap((id) => sources().get(id) ?? []);
}

/** Returns these ids each with its framework and edition, as a threat keeps them. */
export function editionsOf(ids: readonly string[]): Cited[] {
  return sourcesOf(ids).map(({ framework, edition, id }) => ({ framework, edition, id }));
}

/** Returns what is cited, each with the name that it has in its edition; that of an edition from elsewhere was kept with it. */
export function shownSources(cited: readonly Cited[]): Source[] {
  return cited.map(({ framework, edition, id, name }) => {
    const shipped = sources().get(id);
    if (shipped?.framework === framework && shipped.edition === edition) return shipped;
    const list = shipped?.list ?? framework;
    return { framework, list, edition, id, name: name ?? shipped?.name ?? id };
  });
}
