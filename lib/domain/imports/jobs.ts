import "server-only";
import * as z from "zod";
import { checkImport } from "@/lib/domain/imports/commands/check-import";
import { writeImport } from "@/lib/domain/imports/commands/write-import";
import { getImport } from "@/lib/domain/imports/queries";
import { refusedModes } from "@/lib/domain/imports/schema";
import type { Job } from "@/lib/platform/jobs/job";

const input = z.object({ id: z.uuid() });
const writeInput = z.object({ id: z.uuid(), refused: z.enum(refusedModes.map(({ value }) => value)) });

/** The long steps of an import. */
export const importJobs: readonly Job[] = [
  {
    name: "imports.check",
    run: (actor, raw, progress) => checkImport.execute(actor, { ...input.parse(raw), progress }),
  },
  {
    name: "imports.write",
    async run(actor, raw, progress) {
      const wanted = writeInput.parse(raw);
      const { concept } = await getImport.execute(actor, { id: wanted.id });
      const write = writeImport.get(concept);
      if (!write) throw new Error(`Files of ${concept} cannot be imported.`);
      return write.execute(actor, { ...wanted, progress });
    },
  },
];
