import "server-only";
import type { WrittenDialect } from "@/lib/domain/threat-models/formats/lossless/dialect";
import { writeDocument } from "@/lib/domain/threat-models/formats/lossless/write";
import { openThreatModel } from "@/lib/domain/threat-models/formats/otm/dialect";
import type { ModelFormat } from "@/lib/domain/threat-models/formats/schema";
import { threatDragon } from "@/lib/domain/threat-models/formats/threat-dragon/dialect";
import { threatModelLibrary } from "@/lib/domain/threat-models/formats/tm-library/dialect";
import type { ThreatModel } from "@/lib/domain/threat-models/model";

/** The formats that models are written in, by the word that asks for each. */
export const writtenFormats = [
  "otm",
  "threat-dragon",
  "tm-library",
] as const satisfies readonly ModelFormat[];
type WrittenFormat = (typeof writtenFormats)[number];

const dialects: Readonly<Record<WrittenFormat, WrittenDialect>> = {
  otm: openThreatModel,
  "threat-dragon": threatDragon,
  "tm-library": threatModelLibrary,
};

/** Returns a model as the text of a file of that format; reading it again gives the same model. */
export function writeThreatModel(model: ThreatModel, format: WrittenFormat): string {
  return `${JSON.stringify(writeDocument(dialects[format], model), null, 2)}\n`;
}
