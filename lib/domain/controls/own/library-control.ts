import "server-only";
import type { LibraryControl } from "@/lib/domain/controls/library/schema";
import { ownControlKey, readMappings } from "@/lib/domain/controls/own/rules";
import type { OwnControl } from "@/lib/platform/database/generated/client";

type Applies = LibraryControl["applies"];

/** Returns where an own control applies, in the words of the library: everywhere where it names no fact. */
function appliesOf(own: OwnControl): Applies {
  if (own.scope === "organisation") return { scope: "organisation" };
  const lists = { stages: own.stages, kinds: own.kinds, exposures: own.exposures };
  const more = { autonomies: own.autonomies, dataClasses: own.dataClasses, euRoles: own.euRoles };
  const named = Object.entries({ ...lists, ...more }).filter(([, values]) => values.length > 0);
  const only = own.only.map((fact): [string, true] => [fact, true]);
  const applies = Object.fromEntries<unknown>([...named, ...only]);
  return Object.keys(applies).length > 0 ? (applies as Applies) : { everywhere: true };
}

const linesOf = (text: string | null) =>
  (text ?? "")
    .split("\n")
    .map((line) => line.trim())
    .filter(Boolean);

/** Returns an own control as every control of the library is read. */
export function libraryControlOf(own: OwnControl): LibraryControl {
  const { number, title, objective, statement, lowersLikelihood, lowersImpact } = own;
  return {
    ...{ key: ownControlKey(number), title, objective, statement },
    kind: own.kind as LibraryControl["kind"],
    mitigations: [],
    requirements: readMappings(own.requirements).mappings,
    applies: appliesOf(own),
    because: own.because ?? "Added by the organisation.",
    tests: linesOf(own.tests),
    evidence: linesOf(own.evidence),
    effectiveness: {
      ...{ likelihood: lowersLikelihood, impact: lowersImpact },
      why: "As the organisation says.",
    },
    family: `own-${(own.family ?? "").toLowerCase()}`,
    familyLabel: own.family ?? "Own controls",
    outcomes: [],
    onlyByOutcome: false,
    edition: `own, version ${own.version}`,
    own: own.id,
  };
}
