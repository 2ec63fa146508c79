import "server-only";
import { createHash } from "node:crypto";
import {
  actKey,
  requirementsIn,
  shippedFrameworks,
  shippedText,
} from "@/lib/domain/frameworks/queries/shipped";
import type { Requirement } from "@/lib/domain/frameworks/schema";
import { decisionTree, type Tree, treeIn } from "@/lib/domain/obligations/tree";

/** One edition of the EU AI Act as data: its decision tree and its requirements with their dates. */
export interface Law {
  /** The state of the law: "Consolidated 2026-07-27". */
  edition: string;
  /** SHA-256 of both files, so that a classification says by exactly what it was made. */
  digest: string;
  tree: Tree;
  requirements: readonly Requirement[];
  /** Throws when the edition lacks the reference. */
  requirement(ref: string): Requirement;
}

/** The two files of an edition, as text. */
interface LawFiles {
  tree: string;
  requirements: string;
}

const names = { tree: `${actKey}-classification.csv`, requirements: `${actKey}.csv` } as const;

let known: Law | undefined;

/** Returns the edition that Plumbline comes with, read once and without a database. */
export function shippedLaw(): Law {
  if (known) return known;
  const framework = shippedFrameworks().find(({ key }) => key === actKey);
  if (!framework) throw new Error("The EU AI Act is not among the shipped frameworks.");
  known = lawOf(framework.version, digestOf(shippedFiles()), decisionTree(), framework.requirements);
  return known;
}

/** Returns the text of the two files that Plumbline comes with. */
export function shippedFiles(): LawFiles {
  const text = (file: string) => shippedText(`frameworks/${file}`);
  return { tree: text(names.tree), requirements: text(names.requirements) };
}

/** Returns an edition read from the text of its files; throws ReferenceDataError or Error, with the line, where they do not hold together. */
export function lawIn(edition: string, files: LawFiles): Law {
  const requirements = requirementsIn(actKey, files.requirements);
  const law = lawOf(edition, digestOf(files), treeIn(names.tree, files.tree), requirements);
  for (const { id, catalogueRefs } of law.tree.questions.values())
    for (const ref of catalogueRefs)
      if (!requirements.some((one) => one.ref === ref))
        throw new Error(`${names.tree}: ${id} rests on ${ref}, which ${names.requirements} does not have.`);
  for (const { datedBy } of law.tree.outcomes.values()) if (datedBy) law.requirement(datedBy);
  return law;
}

function lawOf(edition: string, digest: string, tree: Tree, requirements: readonly Requirement[]): Law {
  const byRef = new Map(requirements.map((one) => [one.ref, one]));
  const requirement = (ref: string) => {
    const found = byRef.get(ref);
    if (!found) throw new Error(`The tree rests on ${ref}, which ${names.requirements} does not have.`);
    return found;
  };
  return { edition, digest, tree, requirements, requirement };
}

function digestOf({ tree, requirements }: LawFiles): string {
  return createHash("sha256").update(tree).update("\0").update(requirements).digest("hex");
}
