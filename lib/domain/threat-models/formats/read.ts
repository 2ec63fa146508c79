import "server-only";
import { cycloneDx } from "@/lib/domain/threat-models/formats/cyclonedx/read";
import type { Dialect } from "@/lib/domain/threat-models/formats/lossless/dialect";
import { Reading } from "@/lib/domain/threat-models/formats/lossless/reading";
import { settle } from "@/lib/domain/threat-models/formats/lossless/settle";
import { openThreatModel } from "@/lib/domain/threat-models/formats/otm/dialect";
import { parseModelText } from "@/lib/domain/threat-models/formats/parse";
import type { Json, ModelFormat } from "@/lib/domain/threat-models/formats/schema";
import { threatDragon } from "@/lib/domain/threat-models/formats/threat-dragon/dialect";
import { threatModelLibrary } from "@/lib/domain/threat-models/formats/tm-library/dialect";
import type { ThreatModel } from "@/lib/domain/threat-models/model";
import { Invalid } from "@/lib/platform/errors/public-error";

/** A threat model that was read from a file. */
export interface ReadModel {
  format: ModelFormat;
  /** The version of the format that the file names. */
  version: string;
  model: ThreatModel;
  /** What could not be read as it was meant, in words that say what to do. */
  warnings: string[];
}

/**
 * Returns the threat model in a text, whichever of the formats it is in. Throws TooLarge or Invalid, with the place in the
 * file and what to do; nothing that a file names is ever run or fetched.
 */
export function readThreatModel(text: string): ReadModel {
  const document = parseModelText(text);
  const { dialect, version } = dialectOf(document);
  const reading = new Reading(dialect, document);
  const model = settle(dialect, document, dialect.read(document, reading), reading);
  return { format: dialect.format, version: version(document), model, warnings: reading.warnings() };
}

interface Known {
  dialect: Dialect;
  fits(document: Json): boolean;
  version(document: Json): string;
}

const known: readonly Known[] = [
  {
    dialect: openThreatModel,
    fits: (document) => "otmVersion" in document,
    version: (document) => words(document["otmVersion"]),
  },
  {
    dialect: threatDragon,
    fits: (document) => "summary" in document && "detail" in document,
    version: (document) => words(document["version"]) || "2",
  },
  {
    dialect: cycloneDx,
    fits: (document) => document["bomFormat"] === "CycloneDX" || document["specFormat"] === "CycloneDX",
    version: (document) => words(document["specVersion"]),
  },
  {
    dialect: threatModelLibrary,
    fits: (document) =>
      "scope" in document && ["trust_zones", "components", "data_flows"].some((key) => key in document),
    version: (document) => /\/v(\d[\d.]*)\//.exec(words(document["$schema"], 200))?.[1] ?? "1.0",
  },
];

const others: readonly (readonly [key: string, name: string])[] = [
  ["threagile_version", "Threagile"],
  ["applicationInfo", "AWS Threat Composer"],
  ["spdxVersion", "SPDX"],
  ["@context", "JSON-LD"],
];

/** Returns how a document is read, told by its own keys; throws Invalid where it is none of the formats. */
function dialectOf(document: Json): Known {
  const found = known.find(({ fits }) => fits(document));
  if (found) return found;
  const other = others.find(([key]) => Object.hasOwn(document, key));
  throw new Invalid(
    `This is ${other ? `${other[1]}, which is not read` : "no threat model that is known here"}. Threat Dragon v2, Threat Model Library 1.0, Open Threat Model 0.1 and 0.2 and CycloneDX 1.5 to 1.7 are.`,
  );
}

function words(given: unknown, most = 40): string {
  return typeof given === "string" || typeof given === "number" ? String(given).slice(0, most) : "";
}
