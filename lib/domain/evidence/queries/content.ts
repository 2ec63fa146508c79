import "server-only";
import * as z from "zod";
import { evidenceRead } from "@/lib/domain/evidence/access";
import { shownInline } from "@/lib/domain/evidence/files/rules";
import { findEvidence } from "@/lib/domain/evidence/queries/evidence";
import { NotFound } from "@/lib/platform/errors/public-error";
import { Download } from "@/lib/platform/http/download";
import { query } from "@/lib/platform/operation/operation";
import { storage } from "@/lib/platform/storage/storage";

/** The bytes of one version: to be saved, or, for images and PDF, shown by the browser in a sandbox. */
export const getEvidenceContent = query({
  name: "evidence.content",
  summary: "The file of a version of a piece of evidence; ?show=true opens images and PDF in the browser",
  permission: evidenceRead,
  input: z.strictObject({
    id: z.uuid({ error: "Is not the id of a record." }),
    number: z.coerce
      .number()
      .int()
      .min(1, "Versions count from 1.")
      .max(100_000, "There is no such version."),
    show: z.enum(["true", "false"], { error: "show takes true or false." }).default("false"),
  }),
  run: async (context, { id, number, show }) => {
    await findEvidence(context, id);
    const version = await context.tx.evidenceVersion.findUnique({
      where: { evidenceId_number: { evidenceId: id, number } },
    });
    if (!version) throw new NotFound();
    const { fileName, mediaType, sha256 } = version;
    const inline = show === "true" && shownInline(mediaType);
    return new Download(fileName, mediaType, await storage().get(sha256), { inline });
  },
});
