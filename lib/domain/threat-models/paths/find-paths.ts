import "server-only";
import { modelWritten, unfilteredFeedback } from "@/lib/domain/threat-models/paths/feedback";
import type { PathFinding, Terrain } from "@/lib/domain/threat-models/paths/finding";
import { graphOf } from "@/lib/domain/threat-models/paths/graph";
import { guardrailsBypassed, loneDecisions } from "@/lib/domain/threat-models/paths/people";
import { rolesOf } from "@/lib/domain/threat-models/paths/roles";
import {
  lethalTrifecta,
  secretsInReach,
  unapprovedWrites,
  uncheckedOutput,
} from "@/lib/domain/threat-models/paths/untrusted";
import type { Resolved } from "@/lib/domain/threat-models/resolve";

const searches = [
  lethalTrifecta,
  unapprovedWrites,
  uncheckedOutput,
  modelWritten,
  loneDecisions,
  guardrailsBypassed,
  unfilteredFeedback,
  secretsInReach,
];

/** Returns what the eight path rules find, by rule and element. */
export function findPaths(terrain: Terrain): PathFinding[] {
  return searches.flatMap((search) => search(terrain));
}

/** Returns what the path rules search in. */
export function terrainOf(resolved: Resolved): Terrain {
  const { elements, flows } = resolved;
  return { graph: graphOf(resolved), plays: rolesOf(resolved), flows, elements };
}
