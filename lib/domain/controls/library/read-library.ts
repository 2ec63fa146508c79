import "server-only";
import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { parse } from "yaml";
import * as z from "zod";
import {
  type LibraryControl,
  libraryEdition,
  libraryFile,
  outcomeFile,
} from "@/lib/domain/controls/library/schema";
import { shippedFrameworks, shippedTable } from "@/lib/domain/frameworks/queries/shipped";

const mitigation = z.object({ id: z.string(), title: z.string(), kind: z.string(), description: z.string() });

/** The library as its files hold it, and the lists that its controls point into. */
export interface Library {
  controls: readonly LibraryControl[];
  byKey: ReadonlyMap<string, LibraryControl>;
  mitigations: ReadonlyMap<string, z.output<typeof mitigation>>;
}

let known: Library | undefined;

/** Returns the library of controls, read once; throws with the file and the place where one does not fit or points at nothing. */
export function readLibrary(): Library {
  known ??= checked(readFiles());
  return known;
}

function parsed<T>(file: string, shape: z.ZodType<T>): T {
  const found = shape.safeParse(parse(readFileSync(file, "utf8")));
  if (!found.success) throw new Error(`${path.basename(file)}: ${z.prettifyError(found.error)}`);
  return found.data;
}

function readFiles(): LibraryControl[] {
  const folder = path.resolve("prisma/reference/controls");
  const { outcomes, only } = parsed(path.resolve("prisma/reference/controls-by-outcome.yaml"), outcomeFile);
  const outcomesOf = (key: string) =>
    Object.entries(outcomes).flatMap(([outcome, keys]) => (keys.includes(key) ? [outcome] : []));
  const files = readdirSync(folder).filter((file) => file.endsWith(".yaml"));
  return files.sort().flatMap((file) => {
    const { domain: family, label: familyLabel, controls } = parsed(path.join(folder, file), libraryFile);
    return controls.map((control) => ({
      ...control,
      family,
      familyLabel,
      outcomes: outcomesOf(control.key),
      onlyByOutcome: only.includes(control.key),
      ...{ edition: libraryEdition, own: null },
    }));
  });
}

function checked(controls: LibraryControl[]): Library {
  const requirements = new Set(
    shippedFrameworks().flatMap(({ requirements: lines }) => lines.map(({ key }) => key)),
  );
  const mitigations = new Map(
    shippedTable("threats/mitigations.csv", mitigation).map((one) => [one.id, one]),
  );
  for (const { key, requirements: mapped, mitigations: named } of controls) {
    const lost = [
      ...mapped.map(({ framework, ref }) => `${framework}:${ref}`).filter((one) => !requirements.has(one)),
      ...named.filter((id) => !mitigations.has(id)),
    ];
    if (lost.length > 0) throw new Error(`Control ${key} points at what does not exist: ${lost.join(", ")}.`);
  }
  return { controls, byKey: new Map(controls.map((one) => [one.key, one])), mitigations };
}
