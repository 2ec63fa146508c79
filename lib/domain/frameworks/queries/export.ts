import "server-only";
import * as z from "zod";
import { frameworksRead } from "@/lib/domain/frameworks/access";
import { frameworkNamed } from "@/lib/domain/frameworks/queries/in-force";
import { writeStart } from "@/lib/domain/frameworks/rules";
import type { Framework } from "@/lib/domain/frameworks/schema";
import { writeOscal } from "@/lib/domain/frameworks/versions/files/write-oscal";
import { columnFields } from "@/lib/domain/frameworks/versions/schema";
import { writeCsv } from "@/lib/platform/csv/write";
import { Download } from "@/lib/platform/http/download";
import { query } from "@/lib/platform/operation/operation";

/** A framework as a file that its import reads back: an OSCAL catalog, or CSV. */
export const exportFramework = query({
  name: "frameworks.export",
  summary: "A framework as an OSCAL catalog (JSON) or as CSV",
  permission: frameworksRead,
  input: z.strictObject({
    key: z.string().max(60),
    format: z
      .enum(["oscal", "csv"], { error: "Say with ?format= what you want: oscal or csv." })
      .default("oscal"),
  }),
  run: async ({ tx, now }, { key, format }) => {
    const framework = await frameworkNamed(tx, key);
    if (format === "csv") return new Download(`${key}.csv`, "text/csv; charset=utf-8", tableOf(framework));
    const text = `${JSON.stringify(writeOscal(framework, now), null, 2)}\n`;
    return new Download(`${key}.oscal.json`, "application/json", new Blob([text]).stream());
  },
});

function tableOf({ requirements }: Framework): ReadableStream<Uint8Array> {
  return writeCsv({
    columns: columnFields.map(({ label }) => ({ heading: label })),
    rows: requirements.map((one) => [
      one.ref,
      // A parent in another framework is written with its key, as the import reads it.
      [one.parentFramework, one.parentRef].filter((part) => part !== null).join(":"),
      ...[one.kind, one.title, one.paraphrase, one.assessable ? "yes" : "no", one.notes.join("\n\n")],
      ...[one.appliesTo.join(";"), writeStart(one.appliesFrom), writeStart(one.practicalFrom)],
    ]),
  });
}
