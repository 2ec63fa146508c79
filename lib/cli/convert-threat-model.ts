import { writeFile } from "node:fs/promises";
import { UsageError } from "@/lib/cli/command";
import { drawSvg } from "@/lib/domain/threat-models/diagram/draw-svg";
import { readThreatModel } from "@/lib/domain/threat-models/formats/read";
import { formatNames } from "@/lib/domain/threat-models/formats/schema";
import { writeThreatModel, writtenFormats } from "@/lib/domain/threat-models/formats/write";

interface Wish {
  text: string;
  to: string;
  out: string | undefined;
  /** Whether what is told of the written file is one JSON value. */
  json: boolean;
}

const names = { ...formatNames, svg: "a browser" } as const;

/**
 * Writes the model in a text in another format, or draws it: to a file that is not there yet, else to standard output. Throws UsageError
 * for a format that is not written and a file that is there; TooLarge or Invalid where the text is no model.
 */
export async function convertThreatModel({ text, to, out, json }: Wish): Promise<void> {
  const format = [...writtenFormats, "svg" as const].find((one) => one === to);
  if (!format) throw new UsageError(`--to takes ${writtenFormats.join(", ")}.`);
  const { model, warnings } = readThreatModel(text);
  const written = format === "svg" ? drawSvg(model) : writeThreatModel(model, format);
  if (out === undefined) {
    process.stdout.write(written);
    for (const warning of warnings) console.error(`Note: ${warning}`);
    return;
  }
  await writeFile(out, written, { flag: "wx" }).catch((error: NodeJS.ErrnoException) => {
    const why = error.code === "EEXIST" ? "is there already; name another" : "cannot be written";
    throw new UsageError(`The file ${out} ${why}.`);
  });
  const notes = warnings.map((warning) => `Note: ${warning}`);
  if (json) console.log(JSON.stringify({ ok: true, file: out, format, warnings }));
  else console.log([`${out} is written for ${names[format]}.`, ...notes].join("\n"));
}
