import "server-only";
import { createReadStream } from "node:fs";
import path from "node:path";
import { Readable } from "node:stream";
import * as z from "zod";
import { importsRun } from "@/lib/domain/imports/access";
import { findImport, mappingOf } from "@/lib/domain/imports/find-import";
import { listImportRows } from "@/lib/domain/imports/queries";
import type { Actor } from "@/lib/platform/access/actor";
import { writeCsv } from "@/lib/platform/csv/write";
import { Download } from "@/lib/platform/http/download";
import { query } from "@/lib/platform/operation/operation";
import { problemInWords } from "@/lib/platform/register/import-words";

const csv = "text/csv; charset=utf-8";

/** The refused rows of an import as a file: the cells as they were, and a column that says why; ready to correct and import. */
export const refusedFile = query({
  name: "imports.refused",
  summary: "The refused rows of an import as CSV, with the reasons",
  permission: importsRun,
  input: z.strictObject({ id: z.uuid({ error: "Is not the id of an import." }) }),
  run: async (context, { id }) => {
    const found = await findImport(context, id);
    const headings = mappingOf(found).columns.map(({ heading }) => heading);
    const columns = [...headings, "Why it was refused"].map((heading) => ({ heading }));
    const name = `${found.fileName.replace(/\.[a-z]{1,4}$/i, "")}-refused.csv`;
    return new Download(name, csv, writeCsv({ columns, rows: refusedRows(context.actor, id) }));
  },
});

async function* refusedRows(actor: Actor, id: string): AsyncGenerator<string[][]> {
  let cursor: string | null = "0";
  while (cursor !== null) {
    const page: Awaited<ReturnType<typeof listImportRows.execute>> = await listImportRows.execute(actor, {
      id,
      outcome: "refused",
      cursor,
      limit: 1_000,
    });
    yield page.rows.map(({ cells, problems }) => [...cells, problems.map(problemInWords).join(" ")]);
    cursor = page.next;
  }
}

const examples = {
  ...{ risks: "risk-register.csv", systems: "ai-systems.csv" },
  "own-controls": "own-controls.csv",
  "own-threat-rules": "own-threat-rules.csv",
} as const;

/** The concepts of which there is an example. */
export const exampleConcepts = ["systems", "risks", "own-controls", "own-threat-rules"] as const;

/** An example file that imports as it is. */
export const exampleFile = query({
  name: "imports.example",
  summary: "An example file that imports as it is",
  permission: importsRun,
  input: z.strictObject({
    concept: z.enum(exampleConcepts, {
      error: "There are examples of systems, risks, own-controls and own-threat-rules.",
    }),
  }),
  run: async (_context, { concept }) => {
    const name = examples[concept];
    const bytes = createReadStream(path.resolve("prisma/reference/examples", name));
    return new Download(name, csv, Readable.toWeb(bytes) as ReadableStream<Uint8Array>);
  },
});
